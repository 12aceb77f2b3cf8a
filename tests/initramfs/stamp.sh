#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# stamp.sh SCRIPT: what initramfs-stamp says of an image that is being built, against what modprobe would make of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
image=$folder/image stamp=$folder/state/initramfs/6.12.0.new
sed -e "s#@RMCP_STATE_DIR@#$folder/state#" -e "s# /lib/modules /usr/lib/modules# $folder/modules#" "$1" >"$folder/initramfs-stamp"

mkdir -p "$image/etc/modprobe.d" "$image/lib/modprobe.d" "$image/usr/lib/modules/6.12.0"
printf '# options amdgpu runpm=1\noptions amdgpu \\\n  noretry=1 dpm=1\noptions radeon modeset=0\nsoftdep amdgpu pre: rmcp_devparam\noptions rmcp_devparam policy="*/dc=0"\n' >"$image/etc/modprobe.d/rmcp.conf"
printf 'options amdgpu noretry=0\n' >"$image/lib/modprobe.d/a.conf"
printf 'options amdgpu aspm=0\n' >"$image/lib/modprobe.d/rmcp.conf" # masked
printf 'options amdgpu aspm=0\n' >"$image/etc/modprobe.d/other.txt" # not read
sh "$folder/initramfs-stamp" "$image" 6.12.0 .new
diff -u - "$stamp" <<'EOF'
# rmcp initramfs stamp 1
module amdgpu no
module rmcp_devparam no
options amdgpu noretry=0
options amdgpu   noretry=1 dpm=1
options rmcp_devparam policy="*/dc=0"
EOF
touch "$image/usr/lib/modules/6.12.0/amdgpu.ko.xz" "$image/usr/lib/modules/6.12.0/rmcp_devparam.ko"
sh "$folder/initramfs-stamp" "$image" 6.12.0 .new
grep -qx 'module amdgpu yes' "$stamp"
grep -qx 'module rmcp_devparam yes' "$stamp"
[ "$(ls -A "$folder/state/initramfs")" = 6.12.0.new ]

# Each file is one by itself, also without a newline at its end, or with a backslash there.
rm -r "$image/etc/modprobe.d" "$image/lib/modprobe.d"
mkdir -p "$image/etc/modprobe.d"
printf 'options amdgpu gttsize=1' >"$image/etc/modprobe.d/a.conf"
printf "options amdgpu dpm=1 \\\\" >"$image/etc/modprobe.d/b.conf"
printf 'options amdgpu ppfeaturemask=0xfff7ffff\n' >"$image/etc/modprobe.d/rmcp.conf"
sh "$folder/initramfs-stamp" "$image" 6.12.0
grep '^options' "$folder/state/initramfs/6.12.0" | sed 's/ *$//' | diff -u <(printf 'options amdgpu %s\n' gttsize=1 dpm=1 ppfeaturemask=0xfff7ffff) -

# Records of removed kernels go, those of installed ones stay, and that of the running one, which a package manager may
# have replaced. Generated lists and modules of DKMS outlive a kernel.
running=$(uname -r)
mkdir -p "$folder/modules/6.10.0/kernel" "$folder/modules/6.9.0/updates" "$folder/modules/6.11.0"
touch "$folder/modules/6.9.0/modules.dep" "$folder/modules/6.11.0/modules.builtin"
touch "$folder/state/initramfs/"{6.8.0,6.8.0.new,6.9.0,6.10.0,6.11.0,"$running"}
sh "$folder/initramfs-stamp" "$image" 6.12.0
left=$(cd "$folder/state/initramfs" && printf '%s\n' * | sort)
diff -u <(printf '%s\n' 6.10.0 6.11.0 6.12.0 6.12.0.new "$running" | sort) - <<<"$left"

# A build that is ended leaves no half a record.
sed -i 's/^stamp() {/&\n  kill $$/' "$folder/initramfs-stamp"
sh "$folder/initramfs-stamp" "$image" 6.12.0 && exit 1
[ "$(cd "$folder/state/initramfs" && printf '%s\n' .new*)" = '.new*' ]
