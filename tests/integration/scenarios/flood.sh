# machine: rx6600
# policy: inside
# needs: emulation
# One caller who never stops asking stops nothing: a trial is taken back in time, others are answered, SIGTERM is obeyed.
card=0000:03:00.0
nobody=(env)
acting=List # the user that rmcpd runs as may set what he likes
[ "$(id -u)" != 0 ] || { nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups) acting=Set; }
committed() { value "$card" pp_od_clk_voltage:committed; }
policy 20-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
[rule.overdrive]
core_clock_max = "2400 MHz"
END
exits 0 rmcpctl reload
becomes $card unconfirmed
exits 0 rmcpctl apply --revert-after=5s
has '1: 2400Mhz' committed
"${nobody[@]}" rmcp-flood ListKnobs 30 --no-reply >/dev/null &
calls=$!
"${nobody[@]}" rmcp-flood GetManagedObjects 30 >/dev/null &
questions=$!
"${nobody[@]}" rmcp-flood $acting 30 --no-reply >/dev/null &
acts=$!
within 20 shows '1: 2607Mhz' committed
kill -0 $calls $questions $acts || fail "the flood was over before"
eventually rmcpctl list
# Who wants no answer is obeyed all the same, as long as he is there.
exits 0 rmcp-flood Revert 1 --no-reply
becomes $card held
exits 0 rmcp-machine daemon stop
kill $calls $questions $acts
wait $calls $questions $acts
