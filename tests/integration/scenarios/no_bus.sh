# machine: rx6600
# options: --no-daemon
# Without a bus the daemon says so and ends, so that systemd starts it again.
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
exits 1 env DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere timeout 5 "$rmcpd"
has 'system bus' env DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere timeout 5 "$rmcpd"
exits 6 env DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere rmcpctl status
# ... also when it goes away later.
socket=$RMCP_MACHINE_POLICY/other-bus
dbus-daemon --session --nofork --nopidfile --address="unix:path=$socket" &
bus=$!
eventually test -S "$socket"
DBUS_SYSTEM_BUS_ADDRESS=unix:path=$socket "$rmcpd" --state-dir="$RMCP_MACHINE_POLICY/s" --runtime-dir="$RMCP_MACHINE_POLICY/r" \
  --modprobe-dirs="$RMCP_MACHINE_ROOT/modprobe.d" --config-dirs="$RMCP_MACHINE_POLICY" 2>"$RMCP_MACHINE_POLICY/log" &
daemon=$!
eventually grep -q 'is ready' "$RMCP_MACHINE_POLICY/log"
kill $bus
wait $daemon
[ $? -eq 1 ] || fail "rmcpd has not ended with status 1"
has 'connection lost' cat "$RMCP_MACHINE_POLICY/log"
