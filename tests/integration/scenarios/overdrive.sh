# machine: rx6600
# policy: overdrive
# needs: emulation
# Clocks, voltage and fan of a trusted rule are told to the driver, committed, and taken back.
card=0000:03:00.0
committed() { value "$card" pp_od_clk_voltage:committed; }
in_force() { committed | grep -q "$1"; }
is applied state $card
has '1: 2200Mhz' committed
has '0: 900Mhz' committed
has '^-50mV' committed
is 1 value $card hwmon/pwm1_enable
is 102 value $card hwmon/pwm1
has 'nothing to change' rmcpctl plan
# Above what was there, and below it: in each case the limits move in the order that the driver takes.
policy 10-overdrive <<'END'
format = 1
[[rule]]
name = "clocks"
trusted = true
[rule.overdrive]
core_clock_min = "2400 MHz"
core_clock_max = "2700 MHz"
END
exits 0 rmcpctl reload
eventually in_force '0: 2400Mhz'
has '1: 2700Mhz' committed
is applied state $card
has '^0mV' committed
is 2 value $card hwmon/pwm1_enable
# A commit that fails is told of, and is made up for later although the table shows the edit already.
rmcp-machine emulate $card pp_od_clk_voltage refuse=EIO
policy 10-overdrive <<'END'
format = 1
[[rule]]
name = "clocks"
trusted = true
[rule.overdrive]
core_clock_max = "2500 MHz"
END
exits 0 rmcpctl reload
becomes $card degraded
rmcp-machine emulate $card pp_od_clk_voltage driver
rmcp-machine write $card pp_od_clk_voltage "$(value $card pp_od_clk_voltage | sed 's/^1: 2700Mhz/1: 2500Mhz/')"
has '1: 2700Mhz' committed
exits 0 rmcpctl apply
is applied state $card
has '1: 2500Mhz' committed
exits 0 rmcpctl revert
has '1: 2607Mhz' committed
has '0: 500Mhz' committed
# What a card cannot take is refused before anything is written.
policy 10-overdrive <<'END'
format = 1
[[rule]]
name = "clocks"
trusted = true
[rule.overdrive]
core_clock_max = "2901 MHz"
[rule.fan]
speed = "5000 rpm"
END
exits 0 rmcpctl reload
exits 1 rmcpctl apply
has "2901 MHz is out of the card's range: 500 to 2900 MHz" rmcpctl plan
has "5000 rpm is out of the fan's range: 0 to 3300 rpm" rmcpctl plan
