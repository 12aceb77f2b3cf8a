# What the driver refuses is shown with its errno, and the other settings are applied
card=0001:03:00.0
policy refusals <<'TOML'
format = 1
[[rule]]
name = "all"
[rule.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "compute"
power_cap = "95 W"
thermal_throttling_logging = 30
TOML
make $card fail write:power1_cap EBUSY
make $card fail write:pp_power_profile_mode EIO
plug_rx6600 $card
becomes $card degraded
has 'power_cap.*(EBUSY|busy)' rmcpctl status $card
has 'pp_power_profile_mode.*(EIO|Input/output)' rmcpctl status $card
is manual value $card power_dpm_force_performance_level
has 'interval 30' value $card thermal_throttling_logging

cure_all
exits 0 rmcpctl apply $card
is applied state $card
is 95000000 value $card hwmon/power1_cap
