# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Cards with DRM nodes are rebound, unplugged and plugged in again while rmcpd is asked and asks them, and nothing crashes.
set -euo pipefail
cat >"$RMCP_WORK/inside.sh" <<'END'
set -u
card=0000:03:00.0 egpu=0000:3f:00.0
RANDOM=$RMCP_SEED
end=$((SECONDS + RMCP_DURATION))
asks() { while [ $SECONDS -lt $end ]; do "$@" >/dev/null 2>&1 || true; done; }
asks rmcpctl apply &
asks rmcpctl list &
asks rmcp-machine event change $card &
turns=0
while [ $SECONDS -lt $end ]; do
  case $((RANDOM % 3)) in
    0) rmcp-machine unbind $card && rmcp-machine bind $card amdgpu ;;
    1) rmcp-machine unbind $egpu && rmcp-machine bind $egpu amdgpu ;;
    2) rmcp-machine unplug $egpu && rmcp-machine plug "$RMCP_TOP/tests/machines/egpu-rx7900xtx.toml" >/dev/null ;;
  esac || { echo "the machine refuses it in turn $turns"; exit 1; }
  turns=$((turns + 1))
done
wait
echo "$turns turns"
rmcpctl wait $card && rmcpctl wait $egpu && rmcpctl list
END
rmcp-machine --machine "$RMCP_TOP/tests/machines/rx6600-egpu-rx7900xtx.toml" \
  --policy "$RMCP_TOP/tests/integration/policies/two" -- bash "$RMCP_WORK/inside.sh"
