# machine: steam-deck
# policy: apu_clocks
# needs: emulation
# An APU that shows its clocks with the level manual only gets both in one go, and both go together.
card=0000:04:00.0
committed() { value "$card" pp_od_clk_voltage:committed; }
is applied state $card
is manual value $card power_dpm_force_performance_level
has '0:        400Mhz' committed
has '1:       1500Mhz' committed
has 'nothing to change' rmcpctl plan
# Somebody else's level takes the clocks away and hides them: both are told again.
rmcp-machine write $card pp_od_clk_voltage ""
rmcp-machine write $card power_dpm_force_performance_level auto
has 'core_clock_max.* 1500 MHz' rmcpctl plan
exits 0 rmcpctl apply
is applied state $card
has '1:       1500Mhz' value $card pp_od_clk_voltage
# What the card cannot take is told of once it can be known.
policy 10-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
trusted = true
[rule.attribute]
power_dpm_force_performance_level = "manual"
[rule.overdrive]
core_clock_max = "1700 MHz"
END
exits 0 rmcpctl reload
becomes $card degraded
has "1700 MHz is out of the card's range: 200 to 1600 MHz" rmcpctl status
exits 0 rmcpctl revert
is auto value $card power_dpm_force_performance_level
is "" value $card pp_od_clk_voltage
# Tried for a time, from a level that does not show them: taken back, and with a confirmation they stay.
policy 10-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
[rule.attribute]
power_dpm_force_performance_level = "manual"
[rule.overdrive]
core_clock_max = "1500 MHz"
END
exits 0 rmcpctl reload
exits 0 rmcpctl revert
has 'core_clock_max.*1500 MHz.*applied' rmcpctl apply --revert-after=5s
has '1:       1500Mhz' value $card pp_od_clk_voltage
becomes $card taken-back
eventually has_value $card power_dpm_force_performance_level auto
is "" value $card pp_od_clk_voltage
exits 0 rmcpctl apply --revert-after=20s
exits 0 rmcpctl confirm
is applied state $card
has '1:       1500Mhz' value $card pp_od_clk_voltage
