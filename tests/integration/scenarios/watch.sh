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

# Nobody reads it any longer: it ends, and says why, as every verb does.
for form in --lines --json; do
  timeout 20 rmcpctl watch $form >/dev/full 2>"$out" &
  watch=$!
  sleep 0.5
  rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
  wait $watch
  is 1 echo $?
  is 'rmcpctl: stdout: No space left on device' cat "$out"
  rmcp-machine unplug 0000:3f:00.0
done
full() { # ARGUMENT...
  rmcpctl "$@" 2>&1 >/dev/full
}
for words in help knobs list status show kernel profiles library 'knobs --json' 'config show' 'get 03:00.0' 'env 03:00.0' plan; do
  # shellcheck disable=SC2086 # words
  exits 1 full $words
  # shellcheck disable=SC2086
  is 'rmcpctl: stdout: No space left on device' full $words
done
