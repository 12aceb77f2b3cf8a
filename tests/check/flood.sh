# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# One user asks each method without end, wanting replies or not: others are answered, trials end in time, SIGTERM is obeyed.
# targets: rmcp-flood rmcp-ask
# release
# The time is shared by all methods, twice: `--duration 2520` floods a minute with each. $RMCP_FLOOD_MEMBERS: only these. Memory
# and times are shown; what is checked is what a daemon on a busy machine keeps as well.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "the caller has to be another user: needs root"; exit 77; }
cat >"$RMCP_WORK/inside.sh" <<'INSIDE'
# needs: emulation
card=0000:03:00.0
members=${RMCP_FLOOD_MEMBERS:-List FindDevice ListKnown ListKnobs ListParameters ListLibraries ListProfiles Reload ApplyAll
  RevertAll Confirm Plan Apply Revert Set Unset Use Eject Rebind GetAll GetManagedObjects Introspect}
nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
another=(setpriv --reuid=daemon --regid=daemon --clear-groups)
pid_of() { busctl --system call org.freedesktop.DBus / org.freedesktop.DBus GetConnectionUnixProcessID s "$1" | cut -d' ' -f2; }
memory() { sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$1/status"; }
seconds() { date +%s.%N; }
since() { bc <<<"$(seconds) - $1"; }
committed() { value "$card" pp_od_clk_voltage:committed; }
policy 20-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
[rule.overdrive]
core_clock_max = "2400 MHz"
END

# flood SECONDS MEMBER [OPTION...]
flood() {
  local duration=$1 rmcpd bus began flood before after trial=- stop=-
  shift
  rmcpd=$(pid_of io.github.rmcpd) bus=$(pid_of org.freedesktop.DBus)
  exits 0 rmcpctl reload
  eventually shows "$card .* (unconfirmed|taken-back)" rmcpctl list
  "${nobody[@]}" rmcp-flood "$1" $((duration + 30)) "${@:2}" >"$RMCP_MACHINE_ROOT/flood" &
  flood=$!
  sleep 1
  before="$(memory "$rmcpd")/$(memory "$bus")"
  first=$("${another[@]}" rmcp-ask 200)
  began=$(seconds)
  exits 0 rmcpctl apply --revert-after=5s
  began=$(seconds)
  within 30 shows '1: 2607Mhz' committed
  trial=$(since "$began")
  sleep $((duration > 12 ? duration - 12 : 0))
  last=$("${another[@]}" rmcp-ask 200)
  after="$(memory "$rmcpd")/$(memory "$bus")"
  began=$(seconds)
  exits 0 rmcp-machine daemon stop
  stop=$(since "$began")
  kill "$flood"
  wait "$flood"
  exits 0 rmcp-machine daemon start
  eventually shows "$card .* (unconfirmed|taken-back)" rmcpctl list
  printf '%s: trial of 5 s back after %.2f s, stopped in %.2f s, KiB of rmcpd/bus %s then %s\n  first %s\n  last  %s\n' \
    "$*" "$trial" "$stop" "$before" "$after" "$first" "$last"
}

count=$(wc -w <<<"$members")
for member in $members; do
  for option in "" --no-reply; do flood $((RMCP_DURATION / count / 2)) "$member" $option; done
done
INSIDE
export RMCP_TESTS=$RMCP_TOP/tests
rmcp-machine --daemon "$RMCP_RELEASE/libexec/rmcpd" --machine "$RMCP_TESTS/machines/rx6600.toml" \
  --policy "$RMCP_TESTS/integration/policies/inside" -- bash "$RMCP_TESTS/integration/check.sh" "$RMCP_WORK/inside.sh"
