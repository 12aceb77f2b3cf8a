# Cards come and go faster than they can be handled: what stays has its policy, what is gone is gone
slots_used=(01 02 03 04 05 06)
policy_for_both
burst() { # SLOT: ends plugged
  for _ in 1 2 3 4 5; do
    plug_egpu "0001:$1:00.0"
    if [ $((RANDOM % 2)) = 0 ]; then unplug "0001:$1:00.0"; else yank "0001:$1:00.0"; fi
  done
  plug_egpu "0001:$1:00.0"
}
for slot in "${slots_used[@]}"; do burst "$slot" & done
wait
for slot in 01 02 03; do unplug "0001:$slot:00.0"; done

for slot in 04 05 06; do
  becomes "0001:$slot:00.0" applied
  is 256000000 value "0001:$slot:00.0" hwmon/power1_cap
done
for slot in 01 02 03; do eventually unlisted "0001:$slot:00.0"; done
is 3 grep -c . <(rmcpctl list --no-legend)
eventually daemon_idle
