# shellcheck shell=bash
# The words that scenarios are written in, whatever the system under test is. Every failed check is printed; the scenario
# goes on, so that one run shows all of them. $scenario is its file.
set -uo pipefail
: "${scenario:?}"
checks=0
: "${time_limit:=10}" # seconds that `eventually` waits
# A file without a name, since a word may be used in a subshell.
failed=$(mktemp)
exec {failures_to}>"$failed"
rm "$failed"

fail() {
  local depth=1
  # The line in the scenario, however many words are between.
  while [ "${BASH_SOURCE[depth + 1]:-$scenario}" != "$scenario" ]; do depth=$((depth + 1)); done
  printf 'FAILED %s: %s\n' "${scenario##*/}:${BASH_LINENO[depth]}" "$*" >&2
  echo >&"$failures_to"
}

# A word that is mistyped is not a check that passes.
command_not_found_handle() {
  fail "no such word: $1"
  return 127
}

# is EXPECTED COMMAND...: the command's output is this.
is() {
  checks=$((checks + 1))
  local expected=$1 found
  shift
  found=$("$@" 2>&1)
  [ "$found" = "$expected" ] || fail "$*"$'\n'"  expected: $expected"$'\n'"  found:    $found"
}

# has PATTERN COMMAND...: the command's output matches the extended regular expression.
has() {
  checks=$((checks + 1))
  local pattern=$1 found
  shift
  found=$("$@" 2>&1)
  grep -qE -e "$pattern" <<<"$found" || fail "$*: no '$pattern' in"$'\n'"$found"
}

# shows PATTERN COMMAND...: the same without a complaint, for `eventually`.
shows() {
  local pattern=$1
  shift
  "$@" 2>&1 | grep -qE -e "$pattern"
}

# hasnt PATTERN COMMAND...
hasnt() {
  checks=$((checks + 1))
  local pattern=$1 found
  shift
  found=$("$@" 2>&1)
  ! grep -qE -e "$pattern" <<<"$found" || fail "$*: '$pattern' in"$'\n'"$found"
}

# exits STATUS COMMAND...
exits() {
  checks=$((checks + 1))
  local expected=$1 found=0 output
  shift
  output=$("$@" 2>&1) || found=$?
  [ "$found" -eq "$expected" ] || fail "$*: status $found, expected $expected"$'\n'"$output"
}

# within SECONDS COMMAND...: before they are over the command succeeds.
within() {
  checks=$((checks + 1))
  local end=$((SECONDS + $1))
  shift
  while [ "$SECONDS" -le "$end" ]; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.02
  done
  fail "never: $*"
}
eventually() { within "$time_limit" "$@"; }

# key_of DEVICE KEY: out of what `rmcpctl list --json=short` prints; nothing for a device that is not in there. Without other
# programs, since it is asked often: in an emulated machine each of them takes a tenth of a second to start.
key_of() {
  local text address="\"address\":\"$1\""
  IFS= read -r -d '' text
  [[ $text == *$address* ]] || return
  text=${text#*"$address"}
  [[ ${text%%\}*} =~ \"$2\":\"([^\"]*)\" ]] && printf '%s\n' "${BASH_REMATCH[1]}"
}
of_list() { rmcpctl list --no-legend --json=short 2>/dev/null | key_of "$1" "$2"; }
state() { of_list "$1" state; }
in_state() { [ "$(state "$1")" = "$2" ]; }
becomes() { eventually in_state "$1" "$2"; }

# Runs it and counts the failures, also those of `after_scenario` if there is such a word. A scenario that cannot be read
# or checks nothing shows nothing.
run_scenario_file() {
  # shellcheck source=/dev/null
  if bash -n "$scenario"; then . "$scenario"; else fail "cannot be read"; fi
  [ "$checks" -gt 0 ] || fail "checks nothing"
  if declare -F after_scenario >/dev/null; then after_scenario; fi
  failures=$(wc -l <"/proc/self/fd/$failures_to")
  [ "$failures" -eq 0 ] || printf '%s of %s checks failed\n' "$failures" "$checks"
}
