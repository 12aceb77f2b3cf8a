# machine: rx6600
# policy: inside
# needs: emulation
# Risky values wait for a confirmation. A trial goes back to before it when nobody confirms: in time, after a crash.
card=0000:03:00.0
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
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
has '1: 2607Mhz' committed
has 'core_clock_max.*risky: try it with' rmcpctl plan
exits 1 rmcpctl apply
has '1: 2607Mhz' committed
# Confirmed, it stays: over a restart too.
has 'Taken back in 30 s unless confirmed: rmcpctl confirm' rmcpctl apply --revert-after=30s
has '1: 2400Mhz' committed
is trial state $card
has 'Trial: taken back at' rmcpctl status $card
has 'Taken back in 40 s unless confirmed: rmcpctl confirm' rmcpctl apply --revert-after=40s
has 'Confirmed: the values on trial are kept' rmcpctl confirm
becomes $card applied
exits 0 rmcpctl confirm
has 'nothing waits for a confirmation' rmcpctl confirm
rmcp-machine daemon restart
becomes $card applied
has '1: 2400Mhz' committed
exits 0 rmcpctl revert
has '1: 2607Mhz' committed
exits 0 rmcpctl apply
has '1: 2400Mhz' committed
# Another value needs its own. The client is long gone when the time is over; a safe change of the same apply goes too.
policy 20-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
[rule.attribute]
power_cap = "95 W"
[rule.overdrive]
core_clock_max = "2300 MHz"
END
rmcp-machine daemon stop
rmcp-machine daemon start
becomes $card unconfirmed
is 95000000 value $card hwmon/power1_cap
exits 0 rmcpctl set $card power_dpm_force_performance_level=auto
exits 0 rmcpctl apply --revert-after=5s
has '1: 2300Mhz' committed
eventually shows '1: 2400Mhz' committed
becomes $card taken-back
has 'core_clock_max .*taken-back .*it was not confirmed in time' rmcpctl status $card
exits 1 rmcpctl confirm
has 'nothing waits .*: the values were taken back, it was not confirmed in time' rmcpctl confirm
rmcp-machine event change $card
rmcp-machine daemon restart
becomes $card taken-back
has '1: 2400Mhz' committed
# The daemon dies while a trial runs: the next one takes it back, and so does what the unit runs without one.
exits 0 rmcpctl apply --revert-after=1h
has '1: 2300Mhz' committed
rmcp-machine daemon kill
has '1: 2300Mhz' committed
rmcp-machine daemon start
becomes $card taken-back
has '1: 2400Mhz' committed
has 'taken-back .*rmcpd ended before it was confirmed' rmcpctl status $card
has 'Taken back in 300 s unless confirmed' rmcpctl apply --revert-after=5min
rmcp-machine daemon kill
exits 0 "$rmcpd" --release
has '1: 2400Mhz' committed
# A card that went away while on trial comes back without it.
rmcp-machine daemon start
becomes $card taken-back
exits 0 rmcpctl apply --revert-after=1h
rmcp-machine unbind $card
rmcp-machine bind $card amdgpu
becomes $card taken-back
has 'taken-back .*the machine or the driver went away' rmcpctl status $card
hasnt '1: 2300Mhz' committed
