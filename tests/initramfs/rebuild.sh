#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# rebuild.sh SCRIPT SERVICE: a rebuild of the initramfs that fails is owed until one succeeds, over a reboot too.
set -euo pipefail
service=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/bin" "$folder/run" "$folder/state"
wanted=$folder/run/initramfs-wanted owed=$folder/state/initramfs-owed
sed -e "s#@RMCP_STATE_DIR@#$folder/state#; s#/run/reboot-required#$folder/reboot-required#g; s#/etc/os-release#$folder/os-release#" \
  "$1" >"$folder/rebuild-initramfs"
echo 'ID=debian' >"$folder/os-release"
for tool in rm grep cat touch; do ln -s "$(command -v $tool)" "$folder/bin/$tool"; done

fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  exit 1
}
builder() { # SHELL-LINE
  printf '#!%s\n%s\n' "$(command -v sh)" "$1" >"$folder/bin/update-initramfs"
  chmod 755 "$folder/bin/update-initramfs"
}
shell=$(command -v sh)
rebuild() { RUNTIME_DIRECTORY=$folder/run PATH=$folder/bin "$shell" "$folder/rebuild-initramfs" 2>"$folder/said"; }

# A power cut may end it at any moment: it is owed from before the build.
builder "[ -e '$owed' ] || exit 3; [ ! -e '$wanted' ]"
touch "$wanted"
rebuild || fail "status $?: $(cat "$folder/said")"
[ ! -e "$owed" ] || fail "a rebuild that has succeeded is owed"
[ -e "$folder/reboot-required" ] || fail "no reboot is asked for"
rm "$folder"/reboot-required*

# The request itself goes: with it the path unit would start the next attempt at once.
builder 'exit 1'
touch "$wanted"
rebuild && fail "it says success"
[ -e "$owed" ] || fail "a failed rebuild is forgotten"
[ ! -e "$wanted" ] || fail "the path unit would try again without a pause"
[ ! -e "$folder/reboot-required" ] || fail "a reboot is asked for"
builder 'exit 0'
rebuild || fail "status $?"
[ ! -e "$owed" ] || fail "still owed"

# rmcpd turns the note into a request whenever it looks at the parameters.
builder "rm '$owed'; exit 4"
status=0
rebuild || status=$?
[ "$status" = 4 ] || fail "status $status"
[ -e "$owed" ] || fail "a failed rebuild is forgotten"

# What rmcpd owes for a change of its own, which it makes while the image is built, is not paid by that build.
builder ": >'$owed'"
rebuild || fail "status $?"
[ -e "$owed" ] || fail "the note of rmcpd is gone"
rm "$owed"

# Where there is no tool, a further attempt would not help.
rm "$folder/bin/update-initramfs"
status=0
rebuild || status=$?
[ ! -e "$owed" ] || fail "owed, though there is no way"
grep -qx "RestartPreventExitStatus=$status" "$service" || fail "tried again after status $status"
grep -qx 'Restart=on-failure' "$service" || fail "not tried again"
