# machine: rx5700xt-curve
# policy: inside
# needs: emulation
# A curve whose other points lie outside the card's own range is taken back all the same: by its points alone, by a reset.
card=0000:0b:00.0
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
committed() { value "$card" pp_od_clk_voltage:committed; }
options=(--modprobe-dirs="$RMCP_MACHINE_ROOT/modprobe.d" --config-dirs="$RMCP_MACHINE_POLICY")
before=$(committed)
curve() { # TRUSTED VALUE
  policy 20-curve <<END
format = 1
[[rule]]
name = "curve"
trusted = $1
[rule.overdrive]
core_clock_max = "2000 MHz"
voltage_curve = "$2"
END
  exits 0 rmcpctl reload
}
# The way back is said before, and after.
curve true '1: 1442 MHz 790 mV'
eventually shows '1: 1442MHz 790mV' committed
becomes $card applied
has "voltage_curve .*point 0: 716 mV is out of the card's range: 750 to 1200 mV; comes back by its points alone" rmcpctl status $card
has 'back by its points alone' rmcpctl revert
is "$before" committed
is held state $card
# Point 0 can be reset only, which takes the core clock along: it is written again.
curve true '0: 800 MHz 760 mV'
exits 0 rmcpctl apply
is applied state $card
has '0: 800MHz 760mV' committed
policy 20-curve <<'END'
format = 1
[[rule]]
name = "clock"
trusted = true
[rule.overdrive]
core_clock_max = "2000 MHz"
END
exits 0 rmcpctl reload
eventually shows '0: 800MHz 716mV' committed
has '1: 2000Mhz' committed
has '2: 2085MHz 1209mV' committed
is applied state $card
exits 0 rmcpctl revert
is "$before" committed
# A trial runs out.
curve false '800 MHz 760 mV, 1442 MHz 790 mV, 2000 MHz 1150 mV'
exits 0 rmcpctl apply --revert-after=5s
has '1: 1442MHz 790mV' committed
eventually shows '1: 1442MHz 823mV' committed
becomes $card taken-back
is "$before" committed
has 'voltage_curve .*taken-back .*it was not confirmed in time' rmcpctl status $card
# A daemon that is killed, and its successor; the unit's own ExecStopPost; the package's removal.
exits 0 rmcpctl apply --revert-after=1h
has '2: 2000MHz 1150mV' committed
rmcp-machine daemon kill
has '2: 2000MHz 1150mV' committed
rmcp-machine daemon start
becomes $card taken-back
is "$before" committed
exits 0 rmcpctl apply --revert-after=1h
has '2: 2000MHz 1150mV' committed
rmcp-machine daemon kill
exits 0 "$rmcpd" "${options[@]}" --revert
is "$before" committed
