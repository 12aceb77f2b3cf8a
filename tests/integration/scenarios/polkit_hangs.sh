# machine: rx6600
# policy: inside
# Prompts that nobody answers are in nobody's way: root needs no polkit, a user has few of them open, and they close with him.
[ "$(id -u)" = 0 ] || exit 77
heard=$RMCP_MACHINE_ROOT/heard
mkfifo "$RMCP_MACHINE_ROOT/polkit"
exec {polkit}<>"$RMCP_MACHINE_ROOT/polkit"
nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
asked() { grep -c '^asked' "$heard"; }
cancelled() { grep -c '^cancelled' "$heard"; }
has_asked() { [ "$(asked)" -ge "$1" ]; }
has_cancelled() { [ "$(cancelled)" -ge "$1" ]; }
rmcp-peer org.freedesktop.PolicyKit1 <"$RMCP_MACHINE_ROOT/polkit" >"$heard" &
eventually grep -q ready "$heard"
# One connection: four prompts.
"${nobody[@]}" rmcp-flood ApplyAll 60 --interactive --in-flight=20 --pause >/dev/null &
flood=$!
eventually has_asked 4
exits 0 timeout 20 rmcpctl apply
exits 0 timeout 20 rmcpctl reload
exits 0 timeout 20 rmcpctl revert
exits 0 "${nobody[@]}" rmcp-flood Apply 20 --interactive --in-flight=20 --pause --until=LimitsExceeded
is 8 asked
kill $flood
wait $flood
eventually has_cancelled 8
# He may ask again, and a user with many connections has not more of them.
"${nobody[@]}" rmcp-flood ApplyAll 60 --interactive --connections=6 --in-flight=5 --pause >/dev/null &
flood=$!
eventually has_asked 16
exits 0 timeout 20 rmcpctl apply
exits 0 timeout 20 rmcpctl list
is 16 asked
kill $flood
wait $flood
eventually has_cancelled 16
echo quit >&"$polkit"
wait
