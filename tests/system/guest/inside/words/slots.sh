# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words about slots: modules/virtual_pci.
slots=/sys/kernel/virtual_pci/control

# Addresses are written in full, as rmcpctl shows them: the domain is virtual_pci's.
plug() { echo "add $*" >"$slots" || fail "plug $*"; } # ADDRESS VENDOR:DEVICE [OPTION...]
unplug() { echo "del $1" >"$slots" || fail "unplug $1"; }
yank() { echo "yank $1" >"$slots" || fail "yank $1"; } # surprise removal
clear_slots() { echo clear >"$slots"; }
