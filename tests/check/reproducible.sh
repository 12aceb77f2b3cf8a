# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The same source in another folder, compiled anew with another umask and time zone, gives packages of the same bytes.
# release
set -euo pipefail
command -v dh >/dev/null || { echo "dh is missing: ./setup deb installs it"; exit 77; }
for file in "$RMCP_TOP"/tests/system/lib/{sources,packages}.sh; do
  # shellcheck source=/dev/null
  . "$file"
done
if why_not_comparable "$RMCP_RELEASE"; then exit 77; fi
(cd "$RMCP_TOP" && units/debian/build "$RMCP_RELEASE" "$RMCP_WORK/first")
copy=$RMCP_WORK/another/folder/with-a-longer-name
copy_sources "$copy"
export TZ=Pacific/Chatham
unset CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER
(cd "$copy" && umask 027 && cmake --preset release && ninja -C build/release) >"$RMCP_WORK/log" 2>&1 || { cat "$RMCP_WORK/log"; exit 1; }
same_packages "$RMCP_WORK/first" "$copy/build/release" "$RMCP_WORK/again"
