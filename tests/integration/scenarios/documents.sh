# policy: ../../golden/policy
# needs: emulation
# On every machine, --json says the same with and without the daemon, key by key and in one order. Of these keys only the
# place is compared: a daemon is needed to know them, or they tell of what it has done.
of_the_daemon='version settling co_writers environment published last_reason last_applied last_outcomes'

# document COMMAND...: a line for each value; of the keys above only the name.
document() {
  "$@" --json | awk -v names="$of_the_daemon" '
    BEGIN { split(names, name, " "); for (i in name) left_out[name[i]] = 1 }
    { match($0, /^ */); indent = RLENGTH }
    inside && indent > depth { next }
    inside { inside = 0; if ($0 ~ /^ *[]}],?$/) next }
    match($0, /^ *"[a-z_]+": /) {
      key = $1; gsub(/[":]/, "", key)
      if (key in left_out) { print "(" key ")"; depth = indent; inside = /[[{]$/; next }
    }
    { sub(/,$/, ""); print }'
}

exits 0 rmcpctl wait --timeout=20
for verb in list 'list --all' status show plan kernel profiles 'library list'; do
  # shellcheck disable=SC2086 # words
  is "$(document rmcpctl $verb)" document rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline $verb
done
