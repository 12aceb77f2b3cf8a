# machine: rx6600
# policy: inside
# Events that come late, or that somebody has made with udevadm, lose no original and no device.
card=0000:03:00.0
level=power_dpm_force_performance_level
becomes $card applied
is high value $card $level
rmcp-machine event unbind $card
rmcp-machine event bind $card
rmcp-machine event remove $card
becomes $card applied
exits 0 rmcpctl revert $card
is auto value $card $level
is 100000000 value $card hwmon/power1_cap
