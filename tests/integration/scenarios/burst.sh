# machine: rx6600
# policy: inside
# Hundreds of events at once are a few jobs, and nothing is written twice.
card=0000:03:00.0
for i in $(seq 200); do rmcp-machine event change $card; done
rmcp-machine write $card power_dpm_force_performance_level auto
rmcp-machine event change $card
eventually has_value $card power_dpm_force_performance_level high
becomes $card applied
is 2 grep -c 'power_dpm_force_performance_level: auto -> high' "$RMCP_MACHINE_LOG"
