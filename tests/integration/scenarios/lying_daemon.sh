# machine: rx6600
# A daemon of another version, or one that means harm (behind -H any machine can): whatever it says to any verb, the
# answer is an error with a sentence, never a crash, a library's own words or a sequence that the terminal obeys.
card=0000:03:00.0
rmcp-machine daemon stop
unset LD_PRELOAD # the rest needs nothing of the machine but its bus
declare -A arguments=(
  [get]=$card [set]="$card power_cap=95W" [unset]="$card power_cap" [use]="$card quiet" [eject]=$card [rebind]=$card
  [run]="$card -- true" [inspect]='-- true' [status]=$card [show]=$card [plan]=$card [verify]=$card [apply]=$card
  [revert]=$card [confirm]=$card [env]=$card [users]=$card [wait]="$card --timeout=1" [watch]=--lines
)
answered_here='config|help|version|knobs' # not by a daemon; watch has no end
verbs=$(rmcpctl --complete '' | cut -f1 | grep -vxE "$answered_here|watch")
results=$RMCP_MACHINE_ROOT/results
liar=
lie() { # LIE [MEMBER...]
  [ -z "$liar" ] || { kill "$liar" && wait "$liar" 2>/dev/null; }
  rmcp-liar "$@" >"$RMCP_MACHINE_ROOT/liar" 2>&1 &
  liar=$!
  eventually grep -q ready "$RMCP_MACHINE_ROOT/liar"
}
ask() { # VERB
  local status=0
  # shellcheck disable=SC2086 # words
  timeout --signal=INT "${patience:-5}" rmcpctl $1 ${arguments[$1]:-} </dev/null >"$results/$1.out" 2>"$results/$1.err" || status=$?
  echo $status >"$results/$1"
}
ask_all() {
  local verb
  rm -rf "$results" && mkdir "$results"
  for verb in $verbs; do ask "$verb" & done
  # shellcheck disable=SC2046 # words
  wait $(jobs -p | grep -vx "$liar")
}
# A message of several lines goes on with spaces. A difference and a policy with errors are shown, not complained about.
says_one_thing() {
  [ ! -s "$results/$1.err" ] && [[ $(<"$results/$1") = [37] ]] && return
  [ "$(grep -c '^rmcpctl: ' "$results/$1.err")" -eq 1 ] && ! grep -qvE '^(rmcpctl: |  )' "$results/$1.err"
}
# hold WHAT FILE...: none of these files is named here.
hold() {
  local what=$1 file
  shift
  checks=$((checks + 1))
  for file; do fail "$what: ${file##*/}: $(cat -v "$file")"; done
}
are_sound() { # WHAT
  local verb
  # shellcheck disable=SC2046 # file names of this scenario
  hold "$1: bytes" $(LC_ALL=C grep -lP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae|\xc2\x9b' "$results"/*)
  # shellcheck disable=SC2046
  hold "$1: words" $(grep -lE 'exception|^rmcpctl: all is well' "$results"/*)
  for verb in $verbs; do
    checks=$((checks + 1))
    [[ $(<"$results/$verb") = 0 ]] || { [[ $(<"$results/$verb") = [1-7] ]] && says_one_thing "$verb"; } ||
      fail "$1: $verb: status $(<"$results/$verb"): $(cat -v "$results/$verb.err")"
  done
}
each_changes='Get Set Unset Use Plan Apply Revert Confirm Eject Rebind Reload'
lists='ListKnown ListParameters ListLibraries ListProfiles'
try() { # LIE [MEMBER...]
  lie "$@"
  ask_all
  are_sound "$*"
}
# shellcheck disable=SC2086 # words
for lie in number odd evil; do
  for about in FindDevice GetManagedObjects 'GetAll List' "$each_changes $lists"; do try $lie $about; done
done
# shellcheck disable=SC2086
for about in FindDevice GetManagedObjects 'GetAll List'; do try empty $about; done
try refusal
# shellcheck disable=SC2086
try gone $each_changes
for verb in get set use rebind eject; do has "^rmcpctl: $card: the device left$" cat "$results/$verb.err"; done
# An answer of another form is not believed, whoever asks.
for lie in nothing text twice; do
  try $lie
  for verb in $verbs; do
    [ "$verb" = inspect ] || has 'unexpected answer' cat "$results/$verb.err"
  done
done
# One that says nothing does not keep anybody, and is not said to be away.
lie silence
export SYSTEMD_BUS_TIMEOUT=1
patience=15 ask_all
unset SYSTEMD_BUS_TIMEOUT
for verb in $verbs; do has '^rmcpctl: rmcpd does not answer' cat "$results/$verb.err"; done

# Signals too, each odd in another way.
lie odd Plan
rm "$results"/*
rmcpctl watch --lines >"$results/watch.out" 2>"$results/watch.err" &
watching=$!
tells_something() { rmcpctl plan $card || [ -s "$results/watch.out" ]; }
eventually tells_something
kill -INT $watching
wait $watching
is 0 echo $?
verbs='' are_sound signals

# 20 MB and more are not read to their end: memory and time stay small.
for lie in texts bytes entries; do
  lie $lie List ListProfiles GetAll
  for verb in list profiles status; do
    has '^rmcpctl: (List|ListProfiles|GetAll): the answer is too long' rmcpctl $verb
    type -P time >/dev/null || continue # Debian's package time
    peak=$(command time -f '%M' rmcpctl $verb 2>&1 >/dev/null | tail -n 1)
    checks=$((checks + 1))
    [ "$peak" -lt 150000 ] || fail "$lie: $verb: $peak kB"
    echo "$lie: $verb: $peak kB"
  done
done
kill "$liar"
