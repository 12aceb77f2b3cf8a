# machine: rx6600
# policy: inside
# Killed and started again, the daemon still knows what was there before it.
card=0000:03:00.0
rmcp-machine daemon kill
is high value $card power_dpm_force_performance_level
rmcp-machine daemon start
becomes $card applied
exits 0 rmcpctl revert
is auto value $card power_dpm_force_performance_level
is 100000000 value $card hwmon/power1_cap
