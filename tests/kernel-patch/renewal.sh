#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# renewal.sh MODULE: when rmcp_devparam goes, the initramfs of each kernel is made anew by the tool of this system, or somebody
# is told.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
kernel=6.12.1-amd64
mkdir -p "$folder"/{bin,boot,etc/modprobe.d,state} "$folder/modules/$kernel/kernel"
sed "s#/lib/modules#$folder/modules#g; s#/boot/#$folder/boot/#g; s#/etc/#$folder/etc/#g; s#/var/lib/#$folder/state/#g" "$1" >"$folder/module"
for tool in cat find grep head ls mkdir mv rm rmdir timeout; do ln -s "$(command -v $tool)" "$folder/bin/$tool"; done
echo 'softdep amdgpu pre: rmcp_devparam' >"$folder/etc/modprobe.d/rmcp.conf"
touch "$folder/boot/initrd.img-$kernel"
fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  cat "$folder/said" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }
shell=$(command -v sh)
has() { # TOOL STATUS
  printf '#!%s\nprintf "%%s\\n" "%s $*" >>%s\nexit %s\n' "$shell" "$1" "$folder/calls" "$2" >"$folder/bin/$1"
  chmod 755 "$folder/bin/$1"
}
for tool in dkms depmod; do printf '#!%s\n' "$shell" >"$folder/bin/$tool" && chmod 755 "$folder/bin/$tool"; done
removes() {
  mkdir -p "$folder/modules/$kernel/updates/dkms"
  touch "$folder/modules/$kernel/updates/dkms/rmcp_devparam.ko.xz"
  : >"$folder/calls"
  PATH=$folder/bin "$shell" "$folder/module" remove initramfs >"$folder/said" 2>&1 || fail "status $?"
  [ ! -e "$folder/modules/$kernel/updates" ] || fail "the module is still there"
}

removes
is '' "$(cat "$folder/calls")"
is "rmcp-devparam: $kernel: its initramfs is the old one: rebuild it" "$(cat "$folder/said")"
has dracut 0
removes
is "dracut --force $folder/boot/initrd.img-$kernel $kernel" "$(cat "$folder/calls")"
is '' "$(cat "$folder/said")"
has dracut 1
removes
is "rmcp-devparam: $kernel: its initramfs is the old one: dracut --force $folder/boot/initrd.img-$kernel $kernel" "$(cat "$folder/said")"
has update-initramfs 0 # newer dracuts have both
removes
is "update-initramfs -u -k $kernel" "$(cat "$folder/calls")"

# Where the options that ask for it are gone, and where there is no image, nothing is to be done.
rm "$folder/boot/initrd.img-$kernel"
removes
is '' "$(cat "$folder/calls")$(cat "$folder/said")"
