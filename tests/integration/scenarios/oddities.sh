# machine: rx6600
# policy: inside
# options: --plain
# Attributes that are empty, padded with NULs, without a newline, or full of nonsense.
card=0000:03:00.0
path=$(rmcp-machine path $card)
printf 'high\0\0\0\0' >"$path/power_dpm_force_performance_level"
exits 0 rmcpctl apply
is applied state $card
: >"$path/power_dpm_force_performance_level"
exits 0 rmcpctl apply
is high value $card power_dpm_force_performance_level
printf 'nonsense' >"$path"/hwmon/hwmon*/power1_cap_default
exits 1 rmcpctl apply
has 'does not report its default' rmcpctl status $card
rm "$UMOCKDEV_DIR$path"/hwmon/hwmon*/power1_cap
exits 1 rmcpctl apply
has 'unsupported' rmcpctl status $card
has 'performance_level.*high' rmcpctl status $card
