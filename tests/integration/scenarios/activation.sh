# machine: rx6600
# policy: two
# The first call of a command may have D-Bus start the daemon. No later one does: it would start again what was stopped meanwhile,
# and systemd would cancel the stop for it. What looks in passing starts nothing at all.
for program in busctl script; do command -v $program >/dev/null || exit 77; done
card=0000:03:00.0
folder=$(dirname "${DBUS_SYSTEM_BUS_ADDRESS#unix:path=}")
activated=$RMCP_MACHINE_ROOT/activated
touch "$activated"
printf '#!/bin/sh\necho once >>%s\nexit 1\n' "$activated" >"$RMCP_MACHINE_ROOT/activate"
chmod 755 "$RMCP_MACHINE_ROOT/activate"
mkdir "$folder/services"
printf '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><servicedir>%s</servicedir></busconfig>\n' "$folder/services" >"$folder/bus.d/30-services.conf"
printf '[D-BUS Service]\nName=io.github.rmcpd\nUser=%s\nExec=%s\n' "$(id -un)" "$RMCP_MACHINE_ROOT/activate" \
  >"$folder/services/io.github.rmcpd.service"
exits 0 busctl --system call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus ReloadConfig
has io.github.rmcpd busctl --system --activatable list
times() { grep -c once "$activated"; }

# As seen on the bus: flag 2 is NO_AUTO_START. Counted are the calls without it that follow the first answer.
seen=$RMCP_MACHINE_ROOT/seen
late_calls() {
  awk '/Type=method_call|Type=method_return|Type=error/ { kind = $0 }
       /Sender=.*Destination=/ && kind != "" {
         match($0, /Sender=[^ ]*/); from = substr($0, RSTART + 7, RLENGTH - 7)
         match($0, /Destination=[^ ]*/); to = substr($0, RSTART + 12, RLENGTH - 12)
         if (kind !~ /method_call/) { if (from != "org.freedesktop.DBus") answered[to] = 1 }
         else if (to == "io.github.rmcpd") { calls++; if (answered[from] && kind !~ /Flags=[2367] /) { late++; print } }
         kind = ""
       }
       END { print calls + 0, "calls,", late + 0, "late" }' "$seen"
}
watches() { # VERB...: the calls of one command
  busctl --system monitor io.github.rmcpd >"$seen" 2>&1 &
  local monitor=$!
  eventually grep -q 'Monitoring bus' "$seen"
  rmcpctl "$@" >"$RMCP_MACHINE_ROOT/said" 2>&1
  # All of it: the bus hands on in order.
  dbus-send --system --print-reply --dest=io.github.rmcpd /io/github/rmcpd1/manager org.freedesktop.DBus.Peer.Ping >/dev/null
  eventually grep -q Member=Ping "$seen"
  kill $monitor
  wait $monitor 2>/dev/null
  late_calls
}
for verb in "list --all" status "status $card" "show $card" "plan $card" verify "apply $card" "revert $card" \
  "set $card power_cap=95%" "unset $card power_cap" "use $card quiet" "confirm $card" "env $card" "run $card -- true" \
  "wait $card" "users $card" "eject $card" "rebind $card" library kernel profiles reload; do
  # shellcheck disable=SC2086 # words
  has '[1-9][0-9]* calls, 0 late' watches $verb
done
rmcpctl apply $card >/dev/null

# Clients that stay, when the daemon is stopped.
switches() { grep voluntary_ctxt_switches: "/proc/$1/status"; }
sleeps() {
  local before
  before=$(switches "$1") && sleep 0.2 && [ "$before" = "$(switches "$1")" ]
}
rmcpctl wait 0000:3f:00.0 --timeout=60 >/dev/null 2>&1 &
clients=($!)
rmcpctl watch --lines >/dev/null 2>&1 &
clients+=($!)
mkfifo "$RMCP_MACHINE_ROOT/keys"
# It draws what it has again on each event, and asks for it.
TERM=xterm script -qefc 'rmcpctl watch' "$RMCP_MACHINE_ROOT/drawn" <"$RMCP_MACHINE_ROOT/keys" >/dev/null 2>&1 &
screen=$!
exec 9>"$RMCP_MACHINE_ROOT/keys"
eventually grep -q 'No events yet' "$RMCP_MACHINE_ROOT/drawn"
for client in "${clients[@]}"; do eventually sleeps "$client"; done
exits 0 rmcp-machine daemon stop
eventually grep -q 'not running' "$RMCP_MACHINE_ROOT/drawn"
for client in "${clients[@]}"; do
  eventually sleeps "$client"
  exits 0 kill -0 "$client"
done
is 0 times

# Commands that look in passing, and those for which a daemon that does not run has nothing to do.
exits 0 rmcpctl --complete show ""
exits 0 rmcpctl users
exits 0 rmcpctl inspect -- true
exits 6 rmcpctl reload
is 0 times
# Whoever asks for its answers may have it started: with the first call, and no other.
exits 0 rmcpctl list
is 1 times
exits 6 rmcpctl status $card
is 2 times

kill "${clients[@]}"
printf q >&9
wait $screen
