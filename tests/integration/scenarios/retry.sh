# machine: rx6600
# policy: inside
# needs: emulation
# A write that a reset made fail is made again, though nothing tells of the end of the reset. A driver's no is not asked again.
card=0000:03:00.0
level=power_dpm_force_performance_level
becomes $card applied
exits 0 rmcpctl revert $card
rmcp-machine reset $card begin
exits 1 rmcpctl apply $card
is degraded state $card
rmcp-machine reset $card end
within 30 in_state $card applied
is high value $card $level
