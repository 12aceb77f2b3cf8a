#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# stamp.sh SCRIPT: what initramfs-stamp says of an image that is being built, against what modprobe would make of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
image=$folder/image stamp=$folder/state/initramfs/6.12.0.new
sed "s#@RMCP_STATE_DIR@#$folder/state#" "$1" >"$folder/initramfs-stamp"

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
