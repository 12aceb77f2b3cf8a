# machine: rx6600
# options: --no-daemon
# needs: emulation
# The file of a clock shows another table while the card idles, and from Linux 7.3 on a third one while the clock sleeps. The
# levels in policy mean the same in each: what is in force is asked of the driver.
card=0000:03:00.0
range() { value $card "pp_dpm_$1:range"; }
shows_clocks() { # SCLK MCLK
  rmcp-machine write $card pp_dpm_sclk "$1"
  rmcp-machine write $card pp_dpm_mclk "$2"
}
memory=$'0: 96Mhz *\n1: 541Mhz \n2: 675Mhz \n3: 875Mhz '
memory_asleep=$'S: 10Mhz *\n1: 96Mhz \n2: 541Mhz \n3: 675Mhz \n4: 875Mhz '
idle=$'0: 500Mhz *\n1: 2750Mhz '
busy=$'0: 500Mhz \n1: 2044Mhz *\n2: 2750Mhz '
asleep=$'S: 0Mhz *\n1: 500Mhz \n2: 2750Mhz '
masks() {
  policy 20-masks <<END
format = 1
[[rule]]
name = "masks"
[rule.attribute]
power_dpm_force_performance_level = "manual"
$1
END
}
both=$'pp_dpm_sclk = [2]\npp_dpm_mclk = [3]'
try_moment() { # LEVEL-BEFORE SCLK MCLK
  masks "$both"
  rmcp-machine boot
  rmcp-machine write $card power_dpm_force_performance_level "$1"
  shows_clocks "$2" "$3"
  rmcp-machine daemon start
  becomes $card applied
  is '2750Mhz to 2750Mhz' range sclk
  is '875Mhz to 875Mhz' range mclk
  # Whatever it shows later, the levels stay as they are.
  for moment in "$busy" "$asleep"; do
    shows_clocks "$moment" "$3"
    exits 0 rmcpctl verify
    has 'nothing to change' rmcpctl plan
  done
  # Without them in policy all levels are allowed again, though the level stays.
  masks ''
  exits 0 rmcpctl reload
  becomes $card applied
  is '500Mhz to 2750Mhz' range sclk
  is '96Mhz to 875Mhz' range mclk
  masks "$both"
  exits 0 rmcpctl reload
  eventually has_value $card pp_dpm_sclk:range '2750Mhz to 2750Mhz'
  exits 0 rmcpctl revert
  is "$1" value $card power_dpm_force_performance_level
}
try_moment manual "$idle" "$memory"
is '500Mhz to 2750Mhz' range sclk
is '96Mhz to 875Mhz' range mclk
try_moment manual "$asleep" "$memory_asleep"
is '500Mhz to 2750Mhz' range sclk
is '96Mhz to 875Mhz' range mclk
try_moment auto "$asleep" "$memory_asleep"
is whole range sclk
is whole range mclk
has 'levels 0 1 2, or all' rmcpctl get $card pp_dpm_sclk
has 'levels 0 1 2 3, or all' rmcpctl get $card pp_dpm_mclk
