# machine: rx6600
# policy: inside
# Revert puts back what was there and holds the device, over a restart too, until somebody applies.
card=0000:03:00.0
exits 0 rmcpctl revert $card
is held state $card
is auto value $card power_dpm_force_performance_level
is 100000000 value $card hwmon/power1_cap
rmcp-machine event change $card
sleep 0.2
is held state $card
rmcp-machine daemon restart
becomes $card held
is auto value $card power_dpm_force_performance_level
exits 0 rmcpctl apply $card
is applied state $card
is high value $card power_dpm_force_performance_level
rmcp-machine daemon restart
becomes $card applied
# Offline the same is said of it, whether policy still wants something of it or not.
exits 0 rmcpctl revert $card
rmcp-machine daemon stop
offline_state() { rmcpctl "$@" list --json=short | key_of $card state; }
is held offline_state --config-dirs="$RMCP_MACHINE_POLICY"
is held offline_state --config-dirs=/nowhere
