# machine: vega56
# needs: emulation
# Vega 10 has one row for all clocks, of four bytes; the profile CUSTOM is all zeros until somebody has set it.
card=0000:0b:00.0
in_force() { value "$card" pp_power_profile_mode | grep -q "$1[*]:"; }
policy 10-custom <<<'format = 1
[[rule]]
name = "custom"
[rule.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "custom: 80 45 1 2"'
rmcpctl reload
becomes $card unconfirmed
has 'CUSTOM : +0 +0 +0 +0' value $card pp_power_profile_mode

# Nobody confirms it: back to the profile from before, though the numbers stay in the driver's memory.
exits 0 rmcpctl apply --revert-after=5s
has 'CUSTOM[*]: +80 +45 +1 +2$' value $card pp_power_profile_mode
has 'BOOTUP_DEFAULT :' value $card pp_power_profile_mode
becomes $card taken-back
eventually in_force BOOTUP_DEFAULT
has 'CUSTOM : +80 +45 +1 +2' value $card pp_power_profile_mode

exits 0 rmcpctl apply --revert-after=60s
exits 0 rmcpctl confirm
is applied state $card
has 'CUSTOM[*]: +80 +45 +1 +2$' value $card pp_power_profile_mode
exits 0 rmcpctl verify

# Other numbers are another thing to confirm; what does not fit into a byte, or names a clock, is not written.
exits 1 rmcpctl set $card 'pp_power_profile_mode=custom: 80 45 1 3'
exits 1 rmcpctl set $card 'pp_power_profile_mode=custom: 80 300 1 2'
has 'custom: 300 is out of range: this card takes 0 to 255' rmcpctl status
exits 1 rmcpctl set $card 'pp_power_profile_mode=custom: gfxclk 80 45 1 2'
has "this card has no row 'gfxclk'; it has one without a name" rmcpctl status
exits 0 rmcpctl unset $card pp_power_profile_mode
has 'CUSTOM[*]: +80 +45 +1 +2$' value $card pp_power_profile_mode
becomes $card applied

# The driver takes a profile with the level manual only: the level goes back last.
exits 0 rmcpctl revert
has 'BOOTUP_DEFAULT[*]:' value $card pp_power_profile_mode
is auto value $card power_dpm_force_performance_level
