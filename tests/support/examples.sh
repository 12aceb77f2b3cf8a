# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words for scenarios that try the installed examples: RMCP_EXAMPLES.

# example_policy FILE: its policy is that of the machine.
example_policy() {
  rm -f "$RMCP_MACHINE_POLICY"/policy.d/*
  cp "$RMCP_EXAMPLES/$1" "$RMCP_MACHINE_POLICY/policy.d/20-example.toml"
  exits 0 rmcpctl reload
}
# unit_lines KEY FILE: the commands of a unit, as root and with this machine's rmcpctl.
unit_lines() { sed -n "s,^$1=+\{0\,1\}\(/usr/bin/\)\{0\,1\},,p" "$RMCP_EXAMPLES/$2"; }
run_lines() { # KEY FILE
  local line
  while read -r line; do bash -c "$line" || return; done < <(unit_lines "$1" "$2")
}
