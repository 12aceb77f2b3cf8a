# A user's wait does not keep the service from being stopped, and outlives its restart, stop and kill.
enable_now
becomes "$card" unconfigured
said=$RMCP_WORK/said
client() { pgrep --ns "$(container)" --nslist pid --exact rmcpctl; }
switches() { grep voluntary_ctxt_switches: "/proc/$(client)/status"; }
# All that it asked has been answered, and it listens.
sleeps() {
  local before
  before=$(switches) && sleep 0.3 && [ "$before" = "$(switches)" ]
}
as bob rmcpctl wait $egpu --timeout=200 >"$said" 2>&1 &
waiting=$!
eventually sleeps
for _ in 1 2 3; do
  exits 0 inside systemctl stop rmcpd
  eventually sleeps
  is inactive inside systemctl is-active rmcpd
  exits 0 inside systemctl start rmcpd
  becomes "$card" unconfigured
  eventually sleeps
done
hasnt canceled journal
exits 0 inside systemctl restart rmcpd
eventually sleeps
first=$(pid)
inside systemctl kill --signal=KILL --kill-whom=main rmcpd
restarted() { [ "$(pid)" != "$first" ] && [ "$(unit ActiveState)" = active ]; }
eventually restarted
eventually sleeps
udev plug
status=0
wait $waiting || status=$?
is 0 echo $status
is '' cat "$said"
