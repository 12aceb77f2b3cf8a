# machine: rx6600
# options: --no-daemon
# With a wrong policy and no good one from before, nothing is applied and the daemon serves.
policy 10-wrong <<'X'
format = 1
[[rule]]
name = "x"
X
printf '[rule.attribute]\nruntime_pm = on\n' >>"$RMCP_MACHINE_POLICY/policy.d/10-wrong.toml"
rmcp-machine daemon start
has 'invalid' rmcpctl status
is unconfigured state 0000:03:00.0
is auto value 0000:03:00.0 power_dpm_force_performance_level
has '10-wrong.toml:5:' rmcpctl status
