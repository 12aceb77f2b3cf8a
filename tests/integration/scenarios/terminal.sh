# machine: rx6600-egpu-rx7900xtx
# policy: two
# On a terminal: colours unless they are unwanted, nothing wider than it, and a live list that leaves no trace.
command -v script >/dev/null || exit 77
export LC_ALL=C.UTF-8 TERM=xterm COLUMNS=80
unset NO_COLOR
on_terminal() { script -qec "$*" /dev/null </dev/null | tr -d '\r'; }
escape=$'\033'
has "$escape\[32m" on_terminal rmcpctl list
hasnt "$escape" on_terminal env NO_COLOR=1 rmcpctl list
hasnt "$escape" on_terminal rmcpctl list --color=never
hasnt "$escape" on_terminal env TERM=dumb rmcpctl list
hasnt "$escape" rmcpctl list
has "$escape\[32m" rmcpctl list --color=always

rmcp-machine emulate 0000:3f:00.0 hwmon/power1_cap refuse=EINVAL && rmcpctl revert >"$RMCP_MACHINE_POLICY/reverted"
for width in 80 60; do
  for verb in list status plan knobs profiles apply revert; do
    hasnt ".{$((width + 1)),}" on_terminal env COLUMNS=$width rmcpctl --color=never $verb
    has 'power_cap|0000:3f:00.0|quiet' on_terminal env COLUMNS=$width rmcpctl --color=never $verb
  done
done
# ... and in a pipe nothing is cut.
hasnt '…' rmcpctl list
has '.{81,}' rmcpctl profiles
rmcpctl apply >"$RMCP_MACHINE_POLICY/applied"

# The live list: the other screen buffer, what happens, and back again on q.
seen=$RMCP_MACHINE_POLICY/seen
mkfifo "$RMCP_MACHINE_POLICY/keys"
script -qefc 'rmcpctl watch' "$seen" <"$RMCP_MACHINE_POLICY/keys" >/dev/null &
live=$!
exec 9>"$RMCP_MACHINE_POLICY/keys"
eventually grep -q 'No events yet' "$seen"
rmcp-machine unplug 0000:3f:00.0
eventually grep -q '0000:3f:00.0.*removed' "$seen"
printf q >&9
wait $live
[ $? -eq 0 ] || fail "watch has not ended with 0"
has "$escape\[\?1049h$escape\[\?25l" cat "$seen"
has "$escape\[\?25h$escape\[\?1049l" cat "$seen"
# Lines where a screen is not wanted or not possible.
for how in "env TERM=dumb rmcpctl watch" "rmcpctl watch --lines" "rmcpctl watch --json"; do
  hasnt "1049h" on_terminal timeout -s INT 0.5 "$how"
done
