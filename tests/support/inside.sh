# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# For a script that wants an /etc or a /run of its own: sourced first, it starts the script again in a namespace where it may
# mount. Where there is none the test is skipped, and where root uses a checkout that only another user may read: in there root is
# not above permissions.
command -v unshare >/dev/null || exit 77
if [ -z "${RMCP_INSIDE:-}" ]; then
  unshare --user --map-root-user --mount test -r "$0" 2>/dev/null || exit 77
  RMCP_INSIDE=1 exec unshare --user --map-root-user --mount "$0" "$@"
fi
