# Clients that wait, and one that asks all the time, do not disturb removal: the service is stopped as it should be and stays so.
high_policy
drop_in witness <<'X'
[Service]
ExecStopPost=+touch /run/stop-post
X
enable_now
becomes "$card" applied
is_high
as bob rmcpctl wait $egpu --timeout=200 >/dev/null 2>&1 &
waiting=$!
# Each of its calls is a first one, which D-Bus starts the daemon for.
as bob sh -c 'while :; do busctl --system call io.github.rmcpd /io/github/rmcpd1/manager org.freedesktop.DBus.Peer Ping >/dev/null 2>&1; done' &
asking=$!
removed=$RMCP_WORK/removed
remove() { inside dpkg --remove rmcpd >"$removed" 2>&1; }
exits 0 remove
hasnt 'does not stop|not every setting' cat "$removed"
is_as_before
exits 1 runs
exits 1 inside test -e /run/rmcp
exits 0 inside test -e /run/stop-post
hasnt '/NAMESPACE|/EXEC' journal
is not-found unit LoadState
is inactive unit ActiveState
exits 1 inside test -e /run/systemd/system/rmcpd.service.d
exits 0 kill -0 $waiting
# Back again it is as it was: enabled, and startable by hand and by a call.
exits 0 inside sh -c 'dpkg --install /debs/new/rmcpd_*.deb'
is enabled inside systemctl is-enabled rmcpd
becomes "$card" applied
is_high
udev plug
status=0
wait $waiting || status=$?
is 0 echo $status
kill $asking
