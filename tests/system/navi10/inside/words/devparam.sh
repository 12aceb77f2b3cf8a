# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words about the module under test, rmcp_devparam.
devparam=/sys/module/rmcp_devparam

load_devparam() { modprobe rmcp_devparam; }
unload_devparam() { rmmod rmcp_devparam; }

policy() { echo "$1" >"$devparam/parameters/policy" || fail "policy $1"; }
policy_in_force() { cat "$devparam/parameters/policy"; }
# For one that is not to be taken. In one write, since what is more than a page is another write, and another policy.
try_policy() {
  printf '%s\n' "$1" >/tmp/policy
  dd if=/tmp/policy of="$devparam/parameters/policy" bs=16384 conv=notrunc 2>/dev/null
}
# Its turn has not come.
waits() { shows '^waiting' probed_with "$1"; } # ADDRESS
# What the module lists for a card: its state, then NAME=VALUE in words.
probed_with() { tr '\n' ' ' <"$devparam/devices/$1"; }
