# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What tests/system/dkms shows on Debian 12 holds on Debian 13. Needs root. The first time 300 MB of packages are fetched.
# release
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "needs root"; exit 77; }
command -v dh >/dev/null || { echo "dh is missing: ./setup deb installs it"; exit 77; }
"$RMCP_TOP/units/debian/build" "$RMCP_RELEASE" "$RMCP_WORK/debs" >"$RMCP_WORK/log" 2>&1 || { cat "$RMCP_WORK/log"; exit 1; }
RMCP_DEBIAN=trixie RMCP_DEBS=$RMCP_WORK/debs RMCP_LOGS=$RMCP_TOP/build/check/dkms_trixie "$RMCP_TOP/tests/system/run" dkms |
  tee "$RMCP_WORK/run"
grep -q ' passed  ' "$RMCP_WORK/run" || { sed -n 's/^dkms: //p' "$RMCP_WORK/run"; exit 77; }
