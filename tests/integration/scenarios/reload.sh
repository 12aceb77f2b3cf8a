# machine: rx6600
# policy: inside
# A new policy is applied and what it no longer wants is restored; a wrong one is refused whole.
card=0000:03:00.0
policy 10-inside <<'X'
format = 1
[[rule]]
name = "now"
[rule.attribute]
runtime_pm = "on"
X
exits 0 rmcpctl reload
eventually has_value $card power/control on
is auto value $card power_dpm_force_performance_level
is 100000000 value $card hwmon/power1_cap
hasnt '"HSA_ENABLE_SDMA":' rmcpctl show $card --json

policy 20-wrong <<'X'
format = 1
[[rule]]
name = "wrong"
[rule.attribute]
runtime_pm = "auto"
powr_cap = "90 %"
X
exits 7 rmcpctl reload
has "20-wrong.toml:6:1: error: .*power_cap" rmcpctl reload
has stale rmcpctl status
is on value $card power/control

# ... also over a restart.
rmcp-machine daemon restart
has stale rmcpctl status
becomes $card applied
is on value $card power/control

rm "$RMCP_MACHINE_POLICY/policy.d/20-wrong.toml"
exits 0 rmcpctl reload
hasnt stale rmcpctl status
