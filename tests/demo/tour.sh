#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A short tour of rmcpd on a simulated machine, inside rmcp-machine; `./setup run` starts it.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
external=0000:3f:00.0

bold='' plain=''
if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; fi

tell() { printf '\n%s# %s%s\n' "$bold" "$*" "$plain"; }
try() {
  printf '%s$ %s%s\n' "$bold" "$*" "$plain"
  "$@"
}

tell "The real daemon runs here, on a bus of its own; only the machine is simulated. Its policy:"
sed -n '/^\[\[/,$p' "$RMCP_MACHINE_POLICY"/policy.d/*.toml

tell "The card inside got its part at start."
try rmcpctl list

# A machine that was chosen with --machine may have the external card already.
if ! rmcp-machine path $external >/dev/null 2>&1; then
  tell "An external GPU is plugged in ..."
  try rmcp-machine plug ../machines/egpu-rx7900xtx.toml
fi
try rmcpctl wait $external
try rmcpctl list

tell "... what was applied to it, and which line of the policy wants it:"
try rmcpctl status $external
try rmcp-machine read $external hwmon/power1_cap

tell "Nothing is left to do: applying again would write nothing."
try rmcpctl plan

tell "It is unplugged. The card inside is not disturbed."
try rmcp-machine unplug $external
# The command is done when the kernel is; the daemon hears of it a moment later.
for _ in {1..50}; do
  rmcpctl status $external >/dev/null 2>&1 || break
  sleep 0.1
done
try rmcpctl list

tell "What rmcpd changed can be put back; it stays so until \`rmcpctl apply\`."
try rmcpctl revert
try rmcpctl list
