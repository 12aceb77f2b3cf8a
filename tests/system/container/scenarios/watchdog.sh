# A daemon that hangs is killed and started again.
high_policy
drop_in watchdog <<'X'
[Service]
WatchdogSec=1s
# Waiting for a core dump is not the point.
TimeoutAbortSec=2s
X
enable_now
becomes "$card" applied
# Alive it is left alone.
sleep 2.5
is 0 unit NRestarts
first=$(pid)
inside systemctl kill --signal=STOP --kill-whom=main rmcpd
restarted() { [ "$(unit NRestarts)" = 1 ] && [ "$(unit ActiveState)" = active ]; }
eventually restarted
[ "$(pid)" != "$first" ] || fail "the same process"
has "Failed with result 'watchdog'" journal
becomes "$card" applied
is_high
