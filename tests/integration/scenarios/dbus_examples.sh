# machine: rx6600
# policy: inside
# Each command in the examples of io.github.rmcpd1(5) does what the page says.
for program in busctl gdbus; do command -v $program >/dev/null || exit 77; done
page=$RMCP_TESTS/../daemon/dbus/io.github.rmcpd1.5.scd.in
# Commands begin with a dollar; scdoc wants backslashes doubled.
commands=$(awk '/^\$ / { on = 1; sub(/^\$ /, "") } !/^    / && !/^\$ / && !on { next } { print; on = /\\\\$/ }' "$page" | sed 's/\\\\$/\\/')
is 9 grep -cE '^(gpu|manager|busctl|gdbus)' <<<"$commands"
commands=${commands/gdbus monitor/timeout 1 gdbus monitor}
output=$(bash -e -c "$commands" 2>&1)
status=$?
[ $status -eq 124 ] || fail "a command failed with $status: $output" # the time of the last one is over
has '^s "applied"$' cat <<<"$output"
has '^o "/io/github/rmcpd1/device/0000_03_00_0"$' cat <<<"$output"
has '"knob" : ' cat <<<"$output"
has 'a\{saa\{sv\}\} 1 "0000:03:00.0"' cat <<<"$output"
has "'result': <'already'>" cat <<<"$output"
has 'Monitoring signals from all objects owned by io.github.rmcpd' cat <<<"$output"
