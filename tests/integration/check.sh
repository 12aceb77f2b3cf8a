# SPDX-License-Identifier: MIT
# check.sh SCENARIO: the words that scenarios are written in, then the scenario. Every failed check is printed; the
# scenario goes on, so that one run shows all of them.
set -uo pipefail
failures=0
machines=$RMCP_TESTS/machines

fail() {
  printf 'FAILED %s: %s\n' "$(basename "$scenario"):${BASH_LINENO[1]}" "$*"
  failures=$((failures + 1))
}

# is EXPECTED COMMAND...: the command's output is this.
is() {
  local expected=$1 found
  shift
  found=$("$@" 2>&1)
  [ "$found" = "$expected" ] || fail "$*"$'\n'"  expected: $expected"$'\n'"  found:    $found"
}

# has PATTERN COMMAND...: the command's output matches the extended regular expression.
has() {
  local pattern=$1 found
  shift
  found=$("$@" 2>&1)
  grep -qE -e "$pattern" <<<"$found" || fail "$*: no '$pattern' in"$'\n'"$found"
}

# hasnt PATTERN COMMAND...
hasnt() {
  local pattern=$1 found
  shift
  found=$("$@" 2>&1)
  ! grep -qE -e "$pattern" <<<"$found" || fail "$*: '$pattern' in"$'\n'"$found"
}

# exits STATUS COMMAND...
exits() {
  local expected=$1 found=0 output
  shift
  output=$("$@" 2>&1) || found=$?
  [ "$found" -eq "$expected" ] || fail "$*: status $found, expected $expected"$'\n'"$output"
}

# eventually COMMAND...: within ten seconds the command succeeds.
eventually() {
  local i
  for i in $(seq 500); do
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

value() { rmcp-machine read "$1" "$2"; }
has_value() { [ "$(value "$1" "$2")" = "$3" ]; }
policy() { cat >"$RMCP_MACHINE_POLICY/policy.d/$1.toml"; }
# bus INTERFACE.MEMBER PATH ARGUMENT...: what dbus-send says.
bus() {
  local member=$1 path=$2
  shift 2
  dbus-send --system --print-reply --dest=io.github.rmcpd "/io/github/rmcpd1/$path" "$member" "$@"
}

scenario=$1
# shellcheck source=/dev/null
. "$scenario"
if [ "$failures" -gt 0 ]; then
  printf '%s checks failed\n' "$failures"
  sed 's/^/rmcpd.log: /' "$RMCP_MACHINE_LOG"
  exit 1
fi
