# machine: rx6600-egpu-rx7900xtx
# Vendor files apply nothing by themselves.
is unconfigured state 0000:03:00.0
is auto value 0000:03:00.0 power_dpm_force_performance_level
is auto value 0000:3f:00.0 power_dpm_force_performance_level
has 'compute' rmcpctl profiles
hasnt 'applied:' cat "$RMCP_MACHINE_LOG"
