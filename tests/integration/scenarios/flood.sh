# machine: rx6600
# policy: inside
# needs: emulation
# One caller who never stops asking stops nothing: a trial is taken back in time, others are answered, SIGTERM is obeyed.
card=0000:03:00.0
nobody=(env)
[ "$(id -u)" != 0 ] || nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
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
# Who wants no answer is obeyed all the same, unless that is all he does.
exits 0 busctl --system call --expect-reply=no io.github.rmcpd /io/github/rmcpd1/device/0000_03_00_0 \
  io.github.rmcpd1.Device Revert 'a{sv}' 0
becomes $card held
exits 0 rmcpctl apply --revert-after=5s
has '1: 2400Mhz' committed
"${nobody[@]}" rmcp-flood ListKnobs 30 --no-reply >/dev/null &
calls=$!
"${nobody[@]}" rmcp-flood GetManagedObjects 30 >/dev/null &
questions=$!
"${nobody[@]}" rmcp-flood Set 30 --no-reply >/dev/null &
acts=$!
within 20 shows '1: 2607Mhz' committed
kill -0 $calls $questions $acts || fail "the flood was over before"
eventually rmcpctl list
exits 0 rmcp-machine daemon stop
kill $calls $questions $acts
wait $calls $questions $acts
