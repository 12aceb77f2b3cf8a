# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# The same source in another folder, compiled anew with another umask and time zone, gives packages of the same bytes.
# release
set -euo pipefail
for program in dh lintian; do
  command -v "$program" >/dev/null || { echo "$program is missing: ./setup deb installs it"; exit 77; }
done
if grep -qs '^CMAKE_CXX_COMPILER_LAUNCHER:[^=]*=.' "$RMCP_RELEASE/CMakeCache.txt"; then
  echo "build/release was compiled through a cache, whose objects carry the paths of others (CMAKE_CXX_COMPILER_LAUNCHER)"
  exit 77
fi
for file in "$RMCP_TOP"/tests/system/lib/{sources,packages}.sh; do
  # shellcheck source=/dev/null
  . "$file"
done
(cd "$RMCP_TOP" && units/debian/build "$RMCP_RELEASE" "$RMCP_WORK/first")
copy=$RMCP_WORK/another/folder/with-a-longer-name
copy_sources "$copy"
export TZ=Pacific/Chatham
unset CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER
(cd "$copy" && umask 027 && cmake --preset release && ninja -C build/release) >"$RMCP_WORK/log" 2>&1 || { cat "$RMCP_WORK/log"; exit 1; }
same_packages "$RMCP_WORK/first" "$copy/build/release" "$RMCP_WORK/again"
