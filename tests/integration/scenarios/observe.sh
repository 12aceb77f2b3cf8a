# machine: rx6600
# policy: inside
# options: --no-daemon
# In observe mode everything is shown and nothing is written.
card=0000:03:00.0
printf 'format = 1\nmode = "observe"\n' >"$RMCP_MACHINE_POLICY/rmcpd.toml"
rmcp-machine daemon start
is planned state $card
has 'observe' rmcpctl status
has 'auto -> high' rmcpctl plan
exits 3 rmcpctl plan --exit-code
exits 1 rmcpctl apply
exits 1 rmcpctl revert
is auto value $card power_dpm_force_performance_level
