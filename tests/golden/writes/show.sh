# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# In the machine: applies, changes and takes back the policy; prints what was written to the overdrive tables and the caps.
# Status 1: an order that no driver is to get.
set -uo pipefail
[ -z "$RMCP_MACHINE_PLAIN" ] || { echo "$RMCP_MACHINE_PLAIN" >&2; exit 77; }
policy=("$RMCP_MACHINE_POLICY"/policy.d/*.toml)
cards=$(rmcpctl list --json=short | grep -oE '"address":"[^"]+"' | cut -d'"' -f4)
wrong=0

# The cap is never between an edit and its commit, each row of edits has one commit, the last line is that. The reset of a
# fan's file commits too, and may stand inside a row.
in_order() {
  awk '
    /^hwmon/ { if (open) bad = "the cap after " last; next }
    { last = $0 }
    $NF == "refused" { next }
    $2 == "c" { if (!open) bad = "nothing to commit"; open = 0; if (++commits > 1) bad = "two commits"; next }
    { open = 1 }
    END { if (open) bad = "no commit after " last; if (bad) { print "WRONG: " bad; exit 1 } }'
}

phase() { # TITLE COMMAND...
  local card writes
  echo "# $1"
  "${@:2}" >/dev/null 2>&1
  for card in $cards; do
    writes=$(rmcp-machine writes "$card" | grep -E '^(pp_od|gpu_od|hwmon/power1_cap)')
    [ -n "$writes" ] || continue
    printf '%s\n' "$card" "$writes"
    in_order <<<"$writes" || wrong=1
  done
}

# shellcheck disable=SC2317 # called by phase
change() {
  sed -i 's/2000 MHz"$/1900 MHz"/; s/1500 MHz 1100/1450 MHz 1050/' "${policy[@]}"
  rmcpctl reload
}

phase 'applied' rmcpctl reload
phase 'changed: core_clock_max, core_levels' change
# shellcheck disable=SC2086 # several words
phase 'taken back' rmcpctl revert $cards
exit "$wrong"
