# machine: steam-deck
# needs: emulation
# An APU whose table of modes has no colons, and not the mode of its start, gets one and goes back to that start.
card=0000:04:00.0
before=$(value $card pp_power_profile_mode)
hasnt '[*]' echo "$before"
policy 10-mode <<'END'
format = 1
[[rule]]
name = "mode"
[rule.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "compute"
END
has 'pp_power_profile_mode +bootup_default -> compute' rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline plan
exits 0 rmcpctl reload
becomes $card applied
has ' 5        COMPUTE[*]$' value $card pp_power_profile_mode
exits 0 rmcpctl verify
has 'nothing to change' rmcpctl plan
exits 1 rmcpctl set $card pp_power_profile_mode=power_saving
has 'this card has no mode power_saving; it has 1 3d_full_screen, 3 video' rmcpctl status
exits 0 rmcpctl unset $card pp_power_profile_mode
exits 0 rmcpctl revert
is "$before" value $card pp_power_profile_mode
