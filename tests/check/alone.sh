# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Each source compiles alone: what is built as one file a library hides a missing include.
# `./setup test` and the release build have each library as one file, the quick loop of CONTRIBUTING.md has not.
set -euo pipefail
tree=$RMCP_TOP/build/alone
cmake --preset tidy -S "$RMCP_TOP" -B "$tree" -DCMAKE_UNITY_BUILD=OFF -DRMCP_BUILD_TESTS=ON >/dev/null
ninja -C "$tree" --quiet rmcp-dbus-bindings-generate shipped >/dev/null
cd "$tree"
python3 - >"$RMCP_WORK/commands" <<'PYTHON'
import json
for unit in json.load(open("compile_commands.json")):
    print(unit["command"].split(" -o ")[0], "-w -fsyntax-only", unit["file"])
PYTHON
xargs -a "$RMCP_WORK/commands" -d '\n' -P "$(nproc)" -I{} sh -c '{}'
printf '%s sources checked\n' "$(wc -l <"$RMCP_WORK/commands")"
