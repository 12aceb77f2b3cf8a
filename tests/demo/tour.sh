#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A short tour of rmcpd on a simulated machine; ./setup run starts it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=tests/demo

say() { printf '\n# %s\n' "$*"; }
run() {
  printf '$ %s\n' "$*"
  "$@"
}

say "The real daemon runs here on a bus of its own; only the machine is simulated."
say "The policy, $(basename "$here"/policy.d/*):"
sed -n '/^\[\[rule/,$p' "$here"/policy.d/*.toml

say "The card inside got its part at start."
run rmcpctl list

say "An external GPU is plugged in ..."
run rmcp-machine plug tests/machines/egpu-rx7900xtx.toml
run rmcpctl wait 3f:00.0
run rmcpctl list

say "... what was applied to it, and why:"
run rmcpctl status 3f:00.0
run rmcp-machine read 3f:00.0 hwmon/power1_cap

say "It is unplugged. The card inside is not disturbed."
run rmcp-machine unplug 3f:00.0
run rmcpctl list

say "What rmcpd changed can be put back."
run rmcpctl revert
run rmcpctl list
