# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# clang-tidy finds nothing in the product's sources (.clang-tidy names the checks).
# Each library is one file, as in the release build: a minute for each instead of several.
set -euo pipefail
type clang-tidy >/dev/null 2>&1 || {
  echo 'clang-tidy is not installed: apt install clang-tidy'
  exit 77
}
tree=$RMCP_TOP/build/tidy
cmake --preset tidy -S "$RMCP_TOP" >/dev/null
ninja -C "$tree" --quiet rmcp-dbus-bindings-generate >/dev/null
mapfile -t sources < <(find "$tree" -path '*/Unity/*.cxx' | sort)
[ ${#sources[@]} -gt 0 ] || {
  echo 'no sources: does the preset tidy still build libraries as one file?'
  exit 1
}
# Prints findings and the lines that they are about, without the counts of what is suppressed.
printf '%s\0' "${sources[@]}" |
  xargs -0 -n 1 -P "$(nproc)" clang-tidy -p "$tree" --quiet 2>/dev/null
printf '%s libraries and programs checked\n' ${#sources[@]}
