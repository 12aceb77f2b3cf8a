# machine: steam-deck
# options: --no-daemon
# needs: emulation
# An APU's driver ignores levels of some clocks, and counts those of another from the last row. All of them come back with
# the level only.
card=0000:04:00.0
range() { value $card "pp_dpm_$1:range"; }
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
masks $'pp_dpm_sclk = [0]\npp_dpm_fclk = [0]'
rmcp-machine daemon start
eventually has_value $card power_dpm_force_performance_level manual
eventually has_value $card pp_dpm_fclk:range '400Mhz to 400Mhz'
has 'pp_dpm_sclk .*unsupported .*accepts levels of pp_dpm_sclk on this card and ignores them' rmcpctl status $card
is whole range sclk
has 'one of the levels 0 1 2 3' rmcpctl get $card pp_dpm_fclk
hasnt '#pp_dpm_fclk = "all"' rmcpctl config new $card
masks 'pp_dpm_fclk = [3]'
exits 0 rmcpctl reload
eventually has_value $card pp_dpm_fclk:range '1600Mhz to 1600Mhz'
masks 'pp_dpm_fclk = [0, 1]'
exits 0 rmcpctl reload
becomes $card degraded
has 'this card takes one level at a time' rmcpctl status $card
is '1600Mhz to 1600Mhz' range fclk
masks 'pp_dpm_fclk = [1]'
exits 0 rmcpctl reload
becomes $card applied
is '800Mhz to 800Mhz' range fclk
# No text gives all levels back, and none is written.
masks ''
has 'pp_dpm_fclk .*refused .*all levels come back on this card only with .*performance_level = auto' rmcpctl reload
is '800Mhz to 800Mhz' range fclk
masks 'pp_dpm_fclk = [1]'
exits 0 rmcpctl reload
becomes $card applied
exits 0 rmcpctl revert
is auto value $card power_dpm_force_performance_level
is whole range fclk
# Where the level was manual before, nothing would.
rmcp-machine daemon stop
rmcp-machine boot
rmcp-machine write $card power_dpm_force_performance_level manual
rmcp-machine daemon start
becomes $card degraded
has 'cannot be brought back: all levels come back .*, and it was manual before rmcpd' rmcpctl status $card
is whole range fclk
