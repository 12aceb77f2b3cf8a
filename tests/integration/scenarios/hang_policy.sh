# machine: rx6600
# policy: inside
# needs: emulation hang
# The folder of policy does not answer: what is in force stays, and after a start the last good policy is.
card=0000:03:00.0
folder=$RMCP_MACHINE_POLICY/policy.d
committed() { value "$card" pp_od_clk_voltage:committed; }
policy_is() { [[ $(rmcpctl status --json) == *"\"policy_state\": \"$1\""* ]]; }
policy 20-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
[rule.overdrive]
core_clock_max = "2400 MHz"
END
exits 0 rmcpctl reload
becomes $card unconfirmed
exits 0 policy_is valid

hang "$folder"
timeout 30 rmcpctl reload >"$RMCP_MACHINE_ROOT/reload" 2>&1 &
reload=$!
sleep 0.5
exits 0 timeout 2 rmcpctl list
exits 0 timeout 5 rmcpctl apply --revert-after=5s
has '1: 2400Mhz' committed
exits 0 timeout 2 rmcpctl list
eventually shows '1: 2607Mhz' committed
# Who has asked is answered, with an error.
wait $reload
exits 7 sh -c "exit $?"
has 'unreachable: no answer for 20 s' cat "$RMCP_MACHINE_ROOT/reload"
exits 0 policy_is unreachable
has 'unreachable' rmcpctl status
exits 7 timeout 2 rmcpctl reload
is 97000000 value $card hwmon/power1_cap
exits 0 rmcp-machine daemon stop
rmcp-machine write $card hwmon/power1_cap 100000000
exits 0 rmcp-machine daemon start
becomes $card taken-back
is 97000000 value $card hwmon/power1_cap
exits 0 policy_is unreachable

answer "$folder"
within 15 policy_is valid
exits 0 rmcpctl reload
