# machine: rx6600-egpu-rx7900xtx
# options: --no-daemon
# plan says what apply does: to values that drifted, to held cards, and with files that were edited since.
card=0000:03:00.0
mine() {
  policy 10-mine <<END
format = 1
[[rule]]
name = "inside"
match = { external = false }
on_drift = "report"
[rule.attribute]
power_cap = "$1"
END
}
new() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" plan --new "$@"; }
mine '95 W'
rmcp-machine daemon start
becomes $card applied

# Changed by another program, and only reported: apply would set it again.
rmcp-machine write $card hwmon/power1_cap 99000000
rmcp-machine event change $card
becomes $card drifted
has 'power_cap: rmcpctl apply sets it again' rmcpctl list
has 'power_cap +99 W -> 95 W' rmcpctl plan
exits 3 rmcpctl plan --exit-code
has 'changed by another program' rmcpctl verify
is drifted state $card
has '99 W -> 95 W +applied' rmcpctl apply
exits 0 rmcpctl plan --exit-code

# A held card: apply releases it.
has 'Left alone from now on, until: rmcpctl apply' rmcpctl revert $card
is held state $card
has 'rmcpctl apply goes on' rmcpctl list
has '100 W -> 95 W' rmcpctl plan
has '100 W -> 95 W +applied' rmcpctl apply

# Edited, not read yet: each verb that compares says so, --new shows the effect, reload ends it.
mine '96 W'
for verb in plan verify apply status; do
  has "10-mine.toml: edited since rmcpd read it" rmcpctl $verb
done
has '"changed_files":\["[^"]*10-mine.toml"\]' rmcpctl plan --json=short
has 'nothing to change' rmcpctl plan
has '95 W -> 96 W' new
exits 3 new --exit-code
exits 2 rmcpctl -H nowhere plan --new
has '^1 in force$' rmcpctl reload
hasnt 'edited since' rmcpctl plan
is 96000000 value $card hwmon/power1_cap
policy 20-more <<<'format = 1'
has '20-more.toml: edited since' rmcpctl plan
rm "$RMCP_MACHINE_POLICY/policy.d/10-mine.toml"
has '10-mine.toml, .*20-more.toml: edited since rmcpd read them' rmcpctl plan
printf 'x' >>"$RMCP_MACHINE_POLICY/policy.d/20-more.toml"
exits 7 new
has '20-more.toml:2' new

# reload names the settings that are not in force.
policy 20-more <<'END'
format = 1
[[rule]]
name = "clocks"
match = { external = false }
[rule.attribute]
power_cap = "1 W"
END
exits 0 rmcpctl reload
has 'power_cap .*refused .*20-more.toml:6' rmcpctl reload
has '^0 in force, 1 refused$' rmcpctl reload

# A variable that is published already is no change of the files; another value is.
programs() { # VALUE
  policy 20-more <<END
format = 1
[[rule]]
name = "programs"
match = { external = false }
environment.HSA_ENABLE_SDMA = "$1"
END
}
programs 0
exits 0 rmcpctl reload
has 'nothing to change, 1 already in force' beside plan --new
exits 0 beside plan --new --exit-code
has '1 change' beside --offline plan
programs 1
has 'environment.HSA_ENABLE_SDMA +0 -> 1' beside plan --new
exits 3 beside plan --new --exit-code
