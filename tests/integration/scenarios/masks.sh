# machine: rx6600
# policy: masks
# needs: emulation
# Settings that cannot be read back are written once, and again when the level they depend on is changed.
card=0000:03:00.0
is applied state $card
is manual value $card power_dpm_force_performance_level
has 'nothing to change' rmcpctl plan
rmcp-machine write $card power_dpm_force_performance_level auto
has '2 changes' rmcpctl plan
exits 0 rmcpctl apply
has 'written' rmcpctl show $card
has 'logging disabled' value $card thermal_throttling_logging
exits 0 rmcpctl revert
is auto value $card power_dpm_force_performance_level
has 'interval 60' value $card thermal_throttling_logging
