# After SIGKILL systemd starts it again, it changes nothing, and still knows the originals.
high_policy
enable_now
becomes "$card" applied
first=$(pid)
written=$(stat --format=%y "$(sysfs "$card" power_dpm_force_performance_level)")
inside systemctl kill --signal=KILL --kill-whom=main rmcpd
restarted() { [ "$(unit NRestarts)" = 1 ] && [ "$(unit ActiveState)" = active ]; }
eventually restarted
[ "$(pid)" != "$first" ] || fail "the same process"
becomes "$card" applied
is_high
is "$written" stat --format=%y "$(sysfs "$card" power_dpm_force_performance_level)"
exits 0 rmcpctl revert
is_as_before
