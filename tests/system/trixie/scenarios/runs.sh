# What was compiled with sdbus-c++ 2 runs: the daemon applies policy to a card, and the client hears of it on the bus.
cat >"$shared/policy.toml" <<'END'
format = 1
[[rule]]
name = "high"
[rule.attribute]
power_dpm_force_performance_level = "high"
END
"$tree_tool" write "$shared/machine" "$RMCP_TOP/tests/machines/rx6600.toml"
install -m 644 "$RMCP_LAYER/serve.sh" "$shared/"
has 'libsdbus-c\+\+\.so\.2' readelf --dynamic "$shared/build/libexec/rmcpd"
has '^rmcpd [0-9]' inside /mnt/build/libexec/rmcpd --version
has '^rmcpctl [0-9]' inside /mnt/build/bin/rmcpctl --version
has '● 0000:03:00.0 +AMD Radeon RX 6600 .*applied' served rmcpctl list --no-legend
is high cat "$shared/machine/sys/bus/pci/devices/0000:03:00.0/power_dpm_force_performance_level"
