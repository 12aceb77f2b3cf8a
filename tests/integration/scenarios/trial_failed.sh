# machine: rx6600
# needs: emulation
# A trial of which the driver takes nothing is none: nothing waits for a confirmation, and nothing is taken back.
card=0000:03:00.0
policy 20-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
[rule.overdrive]
core_clock_max = "2400 MHz"
END
exits 0 rmcpctl reload
becomes $card unconfirmed
rmcp-machine emulate $card pp_od_clk_voltage refuse=EINVAL
exits 1 rmcpctl apply --revert-after=60s
hasnt 'Trial|unless confirmed' rmcpctl status $card
is null sh -c "rmcpctl show $card --json=short | grep -o '\"trial_until\":[^,]*' | cut -d: -f2"
has 'nothing waits for a confirmation' rmcpctl confirm
# Once the driver takes it there is one.
rmcp-machine emulate $card pp_od_clk_voltage driver
exits 0 rmcpctl apply --revert-after=60s
has 'Trial: taken back at' rmcpctl status $card
exits 0 rmcpctl confirm
has '1: 2400Mhz' value $card pp_od_clk_voltage:committed
