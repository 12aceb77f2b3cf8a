# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Random histories, one seed after the other: originals are never lost, states never lie, a quiet daemon equals a fresh one.
# targets: rmcp-history rmcp-peer
set -euo pipefail
export RMCP_MACHINE=$RMCP_BUILD/bin/rmcp-machine
end=$((SECONDS + RMCP_DURATION)) played=0 failed=()
for ((seed = RMCP_SEED; SECONDS < end; seed++)); do
  played=$((played + 1))
  if ! "$RMCP_TOP/tests/histories/run" --seed "$seed" --steps 60 >"$RMCP_WORK/history" 2>&1; then
    failed+=("$seed")
    cat "$RMCP_WORK/history"
  fi
done
echo "$played histories of 60 steps, ${#failed[@]} failed${failed[*]:+: seeds ${failed[*]}}"
[ ${#failed[@]} -eq 0 ]
