# machine: rx6600
# policy: two
# watch says what happens, one line an event, and ends on SIGINT.
out=$RMCP_MACHINE_POLICY/watch
rmcpctl watch >"$out" 2>&1 &
watch=$!
sleep 0.3
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
eventually grep -q '0000:3f:00.0.*applied' "$out"
rmcp-machine unplug 0000:3f:00.0
eventually grep -q '0000:3f:00.0.*\(removed\|gone\|unplugged\)' "$out"
rmcp-machine daemon restart
eventually grep -qi 'rmcpd went away' "$out"
kill -INT $watch
wait $watch
[ $? -eq 0 ] || fail "watch has not ended with 0"
