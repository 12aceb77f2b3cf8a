# machine: rx6600
# policy: inside
# A rule that fits no card of this machine is named with the nearest one, by the daemon as without it, and is no error.
offline() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline "$@"; }
policy 40-miss <<'X'
format = 1
[[rule]]
name = "box"
match = { device = "0x744c" }
[rule.attribute]
runtime_pm = "on"
X
exits 0 rmcpctl reload
miss="rule 'box' fits no card here: the nearest is 0000:03:00.0, whose device is '0x73ff'"
for verb in plan status; do
  eventually shows "$miss" rmcpctl $verb
  has "40-miss.toml:2:1: advice: $miss" rmcpctl $verb
  has "$miss" offline $verb
done
exits 0 rmcpctl plan --exit-code
has "$miss" offline config check
exits 0 offline config check
has '"rule_advice": \[$' rmcpctl status --json
has '^  match device = "0x744c"$' offline config show
has '^  fits no card here$' offline config show
# The card arrives, and is remembered when it is gone.
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait 0000:3f:00.0 --timeout=10
eventually sh -c "! rmcpctl status | grep -q 'fits no card'"
has '^  fits 0000:3f:00.0 [(].+[)]$' offline config show
rmcp-machine unplug 0000:3f:00.0
eventually sh -c "rmcpctl list --all | grep -q absent"
hasnt 'fits no card' rmcpctl plan
hasnt 'fits no card' rmcpctl status
# One policy for many machines says so.
policy 40-miss <<'X'
format = 1
[[rule]]
name = "box"
optional = true
match = { device = "0x1234" }
[rule.attribute]
runtime_pm = "on"
X
exits 0 rmcpctl reload
hasnt 'fits no card' rmcpctl status
hasnt 'fits no card' offline config check
