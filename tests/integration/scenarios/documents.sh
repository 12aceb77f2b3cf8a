# policy: ../../golden/policy
# needs: emulation
# On every machine, --json says the same with and without the daemon, key by key and in one order. Of some keys only the
# place is compared: a daemon has to be asked for their values, or they tell of its doings. The state of a device is one:
# without a daemon nothing is applied.
of_the_daemon='version settling changed_files co_writers environment published last_reason last_applied last_outcomes'
# Programs that get something are exported with the daemon, which alone knows that, and unknown without it; which container
# devices are left out only a daemon that makes their file knows.
# In plans likewise, of what is published for programs: the daemon alone knows that it is.
in_plans='state from' published_knobs='^(environment|library|compute|runtime)'

offline() { beside --offline "$@"; }

# document COMMAND...: a line for each value; of the keys above only the name.
document() {
  local names=$of_the_daemon
  [ "$2" != plan ] || names+=" changed"
  "$@" --json | awk -v names="$names" -v in_plans="$in_plans" -v published="$published_knobs" '
    BEGIN {
      split(names, name, " "); for (i in name) left_out[name[i]] = 1
      split(in_plans, name, " "); for (i in name) left_out_of_published[name[i]] = 1
    }
    { match($0, /^ */); indent = RLENGTH }
    /^  "programs": / { in_programs = 1; print "programs"; next }
    in_programs && /^  []}]/ { in_programs = 0; next }
    in_programs && /^    {/ { container = 0; next }
    in_programs && /"kind": "container"/ { container = 1 }
    in_programs && container { next }
    in_programs && /"result": "(exported|partly-exported|nothing-to-export|unknown)"/ { print "(result)"; got = 1; next }
    in_programs && /"result"/ { got = 0 }
    in_programs && got && /^      "(library|reason|next_step)": / { print "(" $1 ")"; next }
    in_programs && got && /^      "environment": / { print "(environment)"; depth = indent; inside = /[[{]$/; next }
    inside && indent > depth { next }
    inside { inside = 0; if ($0 ~ /^ *[]}],?$/) next }
    match($0, /^ *"[a-z_]+": /) {
      key = $1; gsub(/[":]/, "", key)
      if (key == "action") knob = ""
      if (key == "knob") knob = substr($2, 2)
      if ((indent == 6 && key ~ /^(state|note)$/) || key in left_out || (key in left_out_of_published && knob ~ published)) {
        print "(" key ")"; depth = indent; inside = /[[{]$/; next
      }
    }
    { sub(/,$/, ""); print }'
}

policy 90-programs <<'P'
format = 1
[[unit]]
name = "all.service"
devices = ["all"]
[[unit]]
name = "absent.service"
devices = ["0000:fe:00.0"]
absent = "wait"
[sessions]
devices = ["all"]
P
exits 0 rmcpctl reload
exits 0 rmcpctl wait --timeout=20
for verb in list 'list --all' status show plan kernel profiles 'library list'; do
  # shellcheck disable=SC2086 # words
  with=$(document rmcpctl $verb)
  exits 0 test -n "$with"
  # shellcheck disable=SC2086
  is "$with" document offline $verb
done
