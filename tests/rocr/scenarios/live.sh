# The record of a program is read while it runs, and tells afterwards how it ended.
start() {
  coproc held { RMCP_HSA_POLICY=record=yes exec "$RMCP_ROCR/hsa_probe" hold "$first"; }
  read -r -t 20 -u "${held[0]}" _
}
line="$first coarse 1 4194304 4194304 0 0"
start
pid=$held_PID
is "running"$'\n'"$line" record_of "$pid"
eval "exec ${held[1]}>&-"
wait "$pid"
is "ended"$'\n'"$line" record_of "$pid"
start
pid=$held_PID
kill -KILL "$pid"
wait "$pid" 2>/dev/null
is "killed"$'\n'"$line" record_of "$pid"
is none record_of $$
