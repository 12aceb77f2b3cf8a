# shellcheck shell=bash
# The words that scenarios are written in, whatever the system under test is. Every failed check is printed; the scenario
# goes on, so that one run shows all of them. $scenario is its file.
set -uo pipefail
: "${scenario:?}"
failures=0
checks=0

fail() {
  printf 'FAILED %s: %s\n' "$(basename "$scenario"):${BASH_LINENO[1]}" "$*"
  failures=$((failures + 1))
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

# eventually COMMAND...: within ten seconds the command succeeds.
eventually() {
  checks=$((checks + 1))
  local until=$((SECONDS + 11))
  while [ $SECONDS -lt $until ]; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.02
  done
  fail "never: $*"
}

# state DEVICE: as rmcpctl list says it.
state() { rmcpctl list --no-legend --json=short 2>/dev/null | jq_state "$1"; }
jq_state() { tr '{' '\n' | sed -n "s/.*\"address\":\"$1\".*\"state\":\"\([a-z]*\)\".*/\1/p"; }
in_state() { [ "$(state "$1")" = "$2" ]; }
becomes() { eventually in_state "$1" "$2"; }

# Runs it. A scenario that cannot be read or checks nothing shows nothing.
run_scenario_file() {
  # shellcheck source=/dev/null
  if bash -n "$scenario"; then . "$scenario"; else fail "cannot be read"; fi
  [ "$checks" -gt 0 ] || fail "checks nothing"
  [ "$failures" -eq 0 ] || printf '%s of %s checks failed\n' "$failures" "$checks"
}
