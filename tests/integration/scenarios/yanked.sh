# machine: rx6600
# policy: two
# needs: emulation
# A device that leaves while it is being written to is an outcome, not an accident.
egpu=0000:3f:00.0
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait $egpu --timeout=10
rmcp-machine write $egpu power_dpm_force_performance_level auto
rmcp-machine emulate $egpu power_dpm_force_performance_level hang
rmcpctl apply $egpu >/dev/null 2>&1 &
sleep 0.2
rmcp-machine unplug $egpu
wait $! && fail "apply has succeeded on a device that is gone"
is applied state 0000:03:00.0
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait $egpu --timeout=10
is applied state $egpu
