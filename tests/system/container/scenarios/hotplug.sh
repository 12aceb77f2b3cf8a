# A card that is plugged in gets its policy from the running service, and is gone when it is unplugged.
policy 10-external <<'X'
format = 1
[[rule]]
name = "external"
match = { external = true }
[rule.attribute]
power_dpm_force_performance_level = "high"
X
enable_now
becomes "$card" unconfigured
udev plug
becomes "$egpu" applied
is high value "$egpu" power_dpm_force_performance_level
is auto value "$card" power_dpm_force_performance_level
has 'external' rmcpctl list
udev unplug
gone() { ! rmcpctl list | grep -q "$egpu"; }
eventually gone
is '0' unit NRestarts
