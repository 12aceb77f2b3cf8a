# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What tests/system/navi10 shows on Debian 12's first kernel holds on its later one and on the newest that Debian 13 has.
# Each kernel is one guest. The first time their packages are fetched, which takes minutes.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "needs root"; exit 77; }
result=77
for kernel in 6.12 backports; do
  RMCP_KERNEL=$kernel RMCP_LOGS=$RMCP_WORK/logs "$RMCP_TOP/tests/system/run" navi10 >"$RMCP_WORK/run" && status=0 || status=$?
  printf '%s:\n' "$kernel"
  cat "$RMCP_WORK/run"
  if [ "$status" -ne 0 ]; then
    result=1
  elif [ "$result" = 77 ] && grep -q ' passed  ' "$RMCP_WORK/run"; then
    result=0
  fi
done
exit "$result"
