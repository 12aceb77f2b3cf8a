# machine: rx6600
# policy: inside
# Policy is applied on bind; what was noted about the old binding is void.
card=0000:03:00.0
is applied state $card
rmcp-machine unbind $card
becomes $card unmanaged
exits 1 rmcpctl apply $card
rmcp-machine write $card power_dpm_force_performance_level auto
rmcp-machine bind $card amdgpu
becomes $card applied
is high value $card power_dpm_force_performance_level
