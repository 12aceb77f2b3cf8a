# `systemctl reload` fails on a policy with an error and shows where it is; the last good one stays in force.
high_policy
enable_now
becomes "$card" applied
before=$(pid)
policy 20-wrong <<'X'
format = 1
[[rule]]
name = "wrong"
[rule.attribute]
power_cap = "a lot"
X
exits 1 inside systemctl reload rmcpd
inside journalctl --sync
has '20-wrong.toml:5:.*power_cap' inside systemctl status rmcpd
has '20-wrong.toml:5:' rmcpctl status
has 'stale' inside systemctl show --property=StatusText rmcpd
is "$before" pid
is_high
# Over a restart, too.
exits 0 inside systemctl restart rmcpd
becomes "$card" applied
is_high
exits 0 inside rm /etc/rmcp/policy.d/20-wrong.toml
exits 0 inside systemctl reload rmcpd
hasnt 'stale' inside systemctl show --property=StatusText rmcpd
