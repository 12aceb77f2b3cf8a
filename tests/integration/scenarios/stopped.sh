# machine: rx6600
# policy: inside
# Stopping changes nothing on the GPU. Without a daemon, list and others show what is on disk and how to start it.
card=0000:03:00.0
rmcp-machine daemon stop
is high value $card power_dpm_force_performance_level
has 'systemctl enable --now rmcpd' rmcpctl list
has 'RX 6600 .*gfx1032' rmcpctl list
exits 0 rmcpctl list
for verb in "show $card" profiles library; do
  # shellcheck disable=SC2086 # words
  has 'rmcpd is not running: showing what is on disk' rmcpctl $verb
  # shellcheck disable=SC2086 # words
  exits 0 rmcpctl $verb
done
exits 6 rmcpctl apply
exits 6 rmcpctl status
rmcp-machine daemon start
becomes $card applied
