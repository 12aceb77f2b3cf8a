# machine: rx6600
# policy: inside
# Calls with more in them than any caller needs are refused before the daemon makes anything of them.
as_nobody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
rmcpd=$(busctl --system call org.freedesktop.DBus / org.freedesktop.DBus GetConnectionUnixProcessID s io.github.rmcpd)
rmcpd=${rmcpd#u }
most_memory() { sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$rmcpd/status"; }
refused() { as_nobody rmcp-flood "$@" --in-flight=1 --until=LimitsExceeded; }
before=$(most_memory)
exits 0 refused Apply 10 --entries=33
exits 0 refused ApplyAll 30 --entries=400000
exits 0 refused Set 30 --entries=400000
exits 0 refused Set 30 --bytes=20000000
exits 0 refused FindDevice 30 --bytes=20000000
exits 0 refused Use 30 --bytes=20000000
exits 0 refused Set 10 --bytes=4097
exits 0 rmcpctl list
# One such message is held at a time, and nothing besides.
[ $(($(most_memory) - before)) -lt 100000 ] || fail "memory grew from $before to $(most_memory) KiB"
is "$rmcpd" bash -c "pgrep -x rmcpd | grep -x $rmcpd"
# Text of a caller's comes back cut and without control characters.
has 'no device matches .xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\.\.\..; present: ' \
  bus io.github.rmcpd1.Manager.FindDevice manager "string:$(printf 'x%.0s' $(seq 200))"
has 'no device matches .a\\\\?033' bus io.github.rmcpd1.Manager.FindDevice manager string:$'a\x1b[31m'
