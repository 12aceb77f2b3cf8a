# machine: rx6600
# policy: inside
# Another program that writes the same files is named before any fight, and what it writes every day is not fought over.
card=0000:03:00.0
level() { value "$card" power_dpm_force_performance_level; }
hasnt 'also running' rmcpctl status
mkfifo "$RMCP_MACHINE_ROOT/peer"
exec {peer}<>"$RMCP_MACHINE_ROOT/peer"
rmcp-peer net.hadess.PowerProfiles <"$RMCP_MACHINE_ROOT/peer" >/dev/null &
named() { rmcpctl status | grep -q 'also running, power-profiles-daemon: writes the performance level'; }
eventually named
rmcp-machine write $card power_dpm_force_performance_level low
rmcp-machine event change $card
becomes $card drifted
is low level
exits 3 rmcpctl verify
has 'wanted high +found low .*changed by another program' rmcpctl verify
# A rule may insist.
policy 10-inside <<'END'
format = 1
[[rule]]
name = "ours"
on_drift = "enforce"
[rule.attribute]
power_dpm_force_performance_level = "high"
power_cap = "97 %"
END
exits 0 rmcpctl reload
becomes $card applied
is high level
exits 0 rmcpctl verify
has 'as policy wants it' rmcpctl verify
# Three rounds in a minute are a fight, which is given up and shown; to ask is a new start.
rmcp-machine write $card power_dpm_force_performance_level low
rmcp-machine event change $card
eventually has_value $card power_dpm_force_performance_level high
rmcp-machine write $card power_dpm_force_performance_level low
rmcp-machine event change $card
eventually has_value $card power_dpm_force_performance_level high
rmcp-machine write $card power_dpm_force_performance_level low
rmcp-machine event change $card
becomes $card contended
has 'another program keeps changing it, rmcpctl apply tries again' rmcpctl list
is low level
exits 0 rmcpctl apply
is high level
echo quit >&"$peer"
wait
not_named() { ! rmcpctl status | grep -q 'also running'; }
eventually not_named
# What is only to be reported is reported, whoever has done it.
policy 10-inside <<'END'
format = 1
[[rule]]
name = "reported"
on_drift = "report"
[rule.attribute]
power_cap = "97 %"
END
exits 0 rmcpctl reload
becomes $card applied
rmcp-machine write $card hwmon/power1_cap 99000000
rmcp-machine event change $card
becomes $card drifted
is 99000000 value $card hwmon/power1_cap
exits 0 rmcpctl apply
is 97000000 value $card hwmon/power1_cap
