# machine: rx6600
# needs: emulation
# The power profile CUSTOM is set with its numbers, read back, tried before it is kept, and put back.
card=0000:03:00.0
custom='custom: gfxclk 0 5 1 0 4 700 4587520 -65536 0'
before=$(value $card pp_power_profile_mode)
policy 10-custom <<<'format = 1
[[rule]]
name = "custom"
[rule.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "'"$custom"'"'
rmcpctl reload
becomes $card unconfirmed
has "CUSTOM :" value $card pp_power_profile_mode

exits 0 rmcpctl apply --revert-after=60s
has 'CUSTOM[*]:' value $card pp_power_profile_mode
has 'GFXCLK[)] +0 +5 +1 +0 +4 +700 +4587520' value $card pp_power_profile_mode
# What the firmware was when something risky was written is in the log.
has 'written with firmware: SMC 0x003b2d00, VBIOS 113-D534-R66E' cat "$RMCP_MACHINE_LOG"
exits 0 rmcpctl confirm
has 'nothing to change, 2 already' rmcpctl plan
exits 0 rmcpctl verify

# By its number it is not let through either.
exits 1 rmcpctl set $card pp_power_profile_mode=6
has 'mode 6 is CUSTOM' rmcpctl status
rmcpctl unset $card pp_power_profile_mode >/dev/null
becomes $card applied
exits 1 rmcpctl set $card 'pp_power_profile_mode=custom: gfxclk 1 2'
exits 0 rmcpctl unset $card pp_power_profile_mode
exits 2 rmcpctl set $card pp_power_profile_mode=custom
exits 0 rmcpctl revert
has '3D_FULL_SCREEN[*]:|BOOTUP_DEFAULT[*]:' value $card pp_power_profile_mode
hasnt 'CUSTOM[*]' value $card pp_power_profile_mode
# Once: neither the confirmed apply, nor what was refused, nor the way back has written anything risky.
is 1 grep -c 'written with firmware' "$RMCP_MACHINE_LOG"

# A card that has CUSTOM in force before rmcpd touches it gets its numbers back.
exits 0 rmcp-machine write $card power_dpm_force_performance_level manual
exits 0 rmcp-machine write $card pp_power_profile_mode "$(sed 's/SCREEN[*]/SCREEN /; s/CUSTOM :/CUSTOM*:/; $!b' <<<"$before")"
policy 10-custom <<<'format = 1
[[rule]]
name = "compute"
[rule.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "compute"'
rmcpctl reload
exits 0 rmcpctl apply
has 'COMPUTE[*]:' value $card pp_power_profile_mode
exits 0 rmcpctl revert
has 'CUSTOM[*]:' value $card pp_power_profile_mode
has 'GFXCLK[)] +0 +5 +1 +0 +4 +800 +4587520' sh -c "rmcp-machine read $card pp_power_profile_mode | sed -n '/CUSTOM/,\$p'"
