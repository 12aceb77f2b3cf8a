# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A cold plug of many cards costs rmcpd's loop time that grows with the cards, not with their square.
# release
# Each line: cards, the processor time of rmcpd's loop and of all its threads until all are handled, and the exponent against
# the line before. Times are shown; what is checked is that all cards are applied.
set -euo pipefail
machine() { # CARDS
  printf 'name = "%s x RX 6600"\ncpus = [64]\n' "$1"
  local i
  for ((i = 0; i < $1; i++)); do
    printf '\n[[gpu]]\nmodel = "rx6600"\naddress = "%04x:%02x:00.0"\ncard = %d\nrender = %d\nkfd = { gpu_id = %d }\npci = { "power/runtime_status" = "suspended" }\n' \
      $((i / 250)) $((i % 250 + 3)) "$i" $((128 + i)) $((10000 + i))
  done
}
ln -s "$RMCP_TOP/tests/machines/cards" "$RMCP_WORK/cards"
mkdir "$RMCP_WORK/policy" "$RMCP_WORK/policy/policy.d"
cat >"$RMCP_WORK/policy/policy.d/10-all.toml" <<'POLICY'
format = 1
[[rule]]
name = "all"
[rule.attribute]
power_dpm_force_performance_level = "high"
POLICY
cat >"$RMCP_WORK/inside.sh" <<'INSIDE'
settling() { busctl get-property io.github.rmcpd /io/github/rmcpd1/manager io.github.rmcpd1.Manager Settling; }
until [ "$(settling)" = 'b false' ]; do sleep 0.2; done
sleep 1 # what is gathered is told
pid=$(busctl call org.freedesktop.DBus / org.freedesktop.DBus GetConnectionUnixProcessID s io.github.rmcpd | cut -d' ' -f2)
milliseconds() { awk -v hz="$(getconf CLK_TCK)" '{ print int(1000 * ($14 + $15) / hz) }' "$1"; }
echo "$(milliseconds "/proc/$pid/task/$pid/stat") $(milliseconds "/proc/$pid/stat")" >"$RMCP_WORK/milliseconds"
rmcpctl list --json | grep -c '"state": "applied"' >"$RMCP_WORK/applied" || true
INSIDE
before=0 few=0
for cards in 8 32 128 512 1000; do
  machine "$cards" >"$RMCP_WORK/machine.toml"
  rmcp-machine --plain --daemon "$RMCP_RELEASE/libexec/rmcpd" --machine "$RMCP_WORK/machine.toml" \
    --policy "$RMCP_WORK/policy" -- bash "$RMCP_WORK/inside.sh"
  read -r now all <"$RMCP_WORK/milliseconds"
  awk -v cards="$cards" -v few="$few" -v now="$now" -v all="$all" -v before="$before" 'BEGIN {
    printf "%5d cards: loop %6d ms, with workers %6d ms", cards, now, all
    if (before > 0 && now > 0) printf "; exponent of the loop %.2f", log(now / before) / log(cards / few)
    print ""
  }'
  [ "$(cat "$RMCP_WORK/applied")" = "$cards" ] || { echo "only $(cat "$RMCP_WORK/applied") of $cards are applied"; exit 1; }
  before=$now few=$cards
done
