# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# check.sh SCENARIO: the words that scenarios are written in, then the scenario.
scenario=$1
# shellcheck disable=SC2034 # for scenarios
machines=$RMCP_TESTS/machines
# shellcheck source=tests/support/words.sh
. "$RMCP_TESTS/support/words.sh"

value() { rmcp-machine read "$1" "$2"; }
has_value() { [ "$(value "$1" "$2")" = "$3" ]; }
policy() { cat >"$RMCP_MACHINE_POLICY/policy.d/$1.toml"; }
# bus INTERFACE.MEMBER PATH ARGUMENT...: what dbus-send says.
bus() {
  local member=$1 path=$2
  shift 2
  dbus-send --system --print-reply --dest=io.github.rmcpd "/io/github/rmcpd1/$path" "$member" "$@"
}

# Where FUSE is not to be had, attributes are plain files that take whatever is written.
if grep -q '^# needs: emulation' "$scenario" && [ -n "$RMCP_MACHINE_PLAIN" ]; then
  echo "attributes cannot be emulated: $RMCP_MACHINE_PLAIN"
  exit 77
fi
run_scenario_file
if [ "$failures" -gt 0 ]; then
  sed 's/^/rmcpd.log: /' "$RMCP_MACHINE_LOG"
  exit 1
fi
