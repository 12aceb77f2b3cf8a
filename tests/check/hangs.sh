# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# One folder after the other stops answering: cards are listed, a trial ends in time, the daemon ends and starts.
# targets: rmcp-hang rmcp-ask rmcp-loader-shapes
# release
# Times are shown, in one run with those of a machine that answers; what is checked is what a busy machine keeps as well.
set -euo pipefail
cat >"$RMCP_WORK/inside.sh" <<'INSIDE'
# needs: emulation hang
card=0000:03:00.0
set=$RMCP_MACHINE_ROOT/rocm-test
own=$RMCP_MACHINE_ROOT/own
seconds() { date +%s.%N; }
since() { bc <<<"$(seconds) - $1"; }
committed() { value "$card" pp_od_clk_voltage:committed; }
mkdir -m 755 "$set" "$set/lib" "$own"
for file in "$RMCP_SHAPES"/whole/lib/*; do install -m 644 "$file" "$set/lib"; done
touch "$own/libamdhip64.so.6.1"
exits 0 rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library add "$set"
policy 20-all <<END
format = 1
[[rule]]
name = "all"
library = "rocm-test"
[rule.overdrive]
core_clock_max = "2400 MHz"
[[unit]]
name = "mine.service"
devices = ["$card"]
runtime = "$own"
END

# measure NAME [FOLDER]: a trial while the folder does not answer, and a new start of the daemon.
measure() {
  local list trial stop start began
  exits 0 rmcpctl reload
  eventually shows "$card .* (unconfirmed|taken-back)" rmcpctl list
  exits 0 timeout 30 rmcpctl apply --revert-after=5s
  began=$(seconds)
  [ $# -lt 2 ] || hang "$2"
  [ $# -lt 2 ] || rmcp-machine event change $card >/dev/null
  list=$(rmcp-ask 200)
  within 40 shows '1: 2607Mhz' committed
  trial=$(since "$began")
  began=$(seconds)
  exits 0 rmcp-machine daemon stop
  stop=$(since "$began")
  began=$(seconds)
  exits 0 rmcp-machine daemon start
  start=$(since "$began")
  exits 0 timeout 2 rmcpctl list
  printf '%-8s %s; trial of 5 s back after %.2f s, stopped in %.2f s, ready in %.2f s\n' "$1" "$list" "$trial" "$stop" "$start"
  [ $# -lt 2 ] || answer "$2"
  sleep 2 # it is asked again
}
measure none
measure policy "$RMCP_MACHINE_POLICY/policy.d"
measure prefix "$set"
measure runtime "$own"
measure state "$RMCP_MACHINE_ROOT/state"
measure none
INSIDE
export RMCP_TESTS=$RMCP_TOP/tests RMCP_SHAPES=$RMCP_BUILD/tests/loader/shapes
rmcp-machine --daemon "$RMCP_RELEASE/libexec/rmcpd" --machine "$RMCP_TESTS/machines/rx6600.toml" \
  --policy "$RMCP_TESTS/integration/policies/inside" -- bash "$RMCP_TESTS/integration/check.sh" "$RMCP_WORK/inside.sh"
