# machine: rx6600-egpu-rx7900xtx
# options: --no-daemon
# A policy with errors is never taken for success: an invalid one applies nothing, a stale one is said by every verb.
card=0000:03:00.0 egpu=0000:3f:00.0
good() {
  policy 10-mine <<END
format = 1
[[rule]]
name = "inside"
match = { external = false }
[rule.attribute]
power_cap = "$1"
END
}
bad() {
  policy 10-mine <<'END'
format = 1
[[rule]]
name = "inside"
[rule.attribute]
powr_cap = "95 W"
END
}
# Errors, and no policy before them: no verb says that all is well.
bad
rmcp-machine daemon start
exits 7 rmcpctl verify
exits 7 rmcpctl plan
exits 7 rmcpctl plan --exit-code
exits 7 rmcpctl apply
hasnt 'nothing to|as policy' rmcpctl verify
has 'policy is invalid: 1 error, nothing is applied' rmcpctl verify
has '"policy_state":"invalid".*"differs":null' rmcpctl verify --json=short
has '"changed":null' rmcpctl plan --json=short
has 'powr_cap' rmcpctl apply
has 'there is no earlier policy either' busctl --system call io.github.rmcpd /io/github/rmcpd1/device/0000_03_00_0 io.github.rmcpd1.Device Apply 'a{sv}' 0
is unconfigured state $card

# A policy that asks for nothing: nothing is applied either, and the dot is empty.
policy 10-mine <<<'format = 1'
exits 0 rmcpctl reload
is unconfigured state $card
has "^○ $card" rmcpctl list
has 'asks for nothing' rmcpctl verify

# A stale one: the last good policy is planned and applied, and a script still sees that something is wrong.
good '95 W'
exits 0 rmcpctl reload
exits 0 rmcpctl verify
bad
exits 7 rmcpctl reload
exits 7 rmcpctl verify
has 'as policy wants it' rmcpctl verify
has 'the last good policy stays in force' rmcpctl apply
rmcp-machine write $card hwmon/power1_cap 98000000
exits 3 rmcpctl verify
exits 3 rmcpctl plan --exit-code
exits 7 rmcpctl apply
is 95000000 value $card hwmon/power1_cap
is unconfigured state $egpu
