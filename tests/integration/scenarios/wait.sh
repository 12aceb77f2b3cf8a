# machine: rx6600
# policy: two
# wait outlives the daemon: a restart, a stop and a kill are waited through, whether or not somebody starts it again in time.
egpu=0000:3f:00.0
plug() { rmcp-machine plug "$machines/egpu-rx7900xtx.toml"; }
out=$RMCP_MACHINE_ROOT/wait
switches() { grep voluntary_ctxt_switches: "/proc/$1/status"; }
# It has been seen doing nothing: all that it asked has been answered, and it listens.
sleeps() {
  local before
  before=$(switches "$1") && sleep 0.2 && [ "$before" = "$(switches "$1")" ]
}
begin() { # TIMEOUT
  rmcpctl wait $egpu --timeout="$1" >"$out" 2>&1 &
  waiting=$!
  eventually sleeps $waiting
}
still_waits() {
  eventually sleeps $waiting
  exits 0 kill -0 $waiting
}
ends_with() { # STATUS
  local status=0
  wait $waiting || status=$?
  is "$1" echo "$status"
}
is_gone() { ! in_state $egpu applied; }

for how in restart 'stop start' 'kill start'; do
  begin 60
  for word in $how; do
    exits 0 rmcp-machine daemon "$word"
    still_waits
  done
  plug
  ends_with 0
  is '' cat "$out"
  rmcp-machine unplug $egpu
  eventually is_gone
done

# The card comes while no daemon is there.
begin 60
rmcp-machine daemon stop
still_waits
plug
rmcp-machine daemon start
ends_with 0
rmcp-machine unplug $egpu
eventually is_gone

# The time counts also while it is away, and what is missing is said.
begin 3
rmcp-machine daemon kill
ends_with 1
has '^rmcpctl: rmcpd is not running, still after 3 s$' cat "$out"
# One that was never there is an error at once, not something to wait for.
exits 6 rmcpctl wait $egpu --timeout=60

# One that hangs: neither longer than wanted, nor for good once it goes on.
rmcp-machine daemon start
becomes 0000:03:00.0 applied
daemon=$(dbus-send --system --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
  org.freedesktop.DBus.GetConnectionUnixProcessID string:io.github.rmcpd | grep -o '[0-9]*$')
begin 60
kill -STOP "$daemon"
exits 6 rmcpctl wait $egpu --timeout=1
# The others end after the time of one call, and say the same of it.
export SYSTEMD_BUS_TIMEOUT=8
has '^rmcpctl: rmcpd does not answer: showing what is on disk' timeout 15 rmcpctl list
unset SYSTEMD_BUS_TIMEOUT
plug
kill -CONT "$daemon"
ends_with 0
