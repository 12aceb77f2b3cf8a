# machine: rx6600-egpu-rx7900xtx
# policy: two
# options: --no-daemon
# needs: emulation
# A write that never returns makes its device stalled; list still answers, the other card has its policy.
card=0000:03:00.0 egpu=0000:3f:00.0
rmcp-machine write $egpu power_dpm_force_performance_level auto
rmcp-machine emulate $egpu power_dpm_force_performance_level hang
rmcp-machine daemon start
becomes $card applied
exits 0 timeout 2 rmcpctl list
is 97000000 value $card hwmon/power1_cap
for i in $(seq 60); do in_state $egpu stalled && break; sleep 0.25; done
is stalled state $egpu
exits 1 timeout 2 rmcpctl apply $egpu
exits 0 timeout 2 rmcpctl apply $card
