# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The package of rmcp_devparam on a Debian with two of Debian's kernels, dkms and initramfs-tools, booted by systemd-nspawn
# afresh for each scenario; kernels are installed and removed in it, not run. Debian 12, or 13 with RMCP_DEBIAN=trixie.
# shellcheck disable=SC2034 # of lib/roots.sh
release=${RMCP_DEBIAN:-bookworm}
dkms_top=$RMCP_LAYER
# shellcheck disable=SC2034 # for run
patience=400 # a kernel takes half a minute on a busy machine
# gcc: recommended by the dkms of Debian 13. openssl: it makes the key that dkms signs with. zstd, xz-utils: how images and
# modules are packed.
dkms_packages=(systemd-sysv dkms gcc initramfs-tools kmod linux-base openssl zstd xz-utils)
# shellcheck source=tests/system/dkms/kernels.sh
. "$dkms_top/kernels.sh"

why_not() {
  [ "$(uname -m)" = x86_64 ] || { echo "the kernels are for x86_64, this is $(uname -m)" && return; }
  why_no_root && return
  command -v systemd-nspawn >/dev/null || { echo "systemd-nspawn is missing (package systemd-container)" && return; }
  unshare --net --uts --ipc --cgroup true 2>/dev/null || { echo "no namespaces for a container" && return; }
  compgen -G "$RMCP_DEBS/rmcp-devparam-dkms_*.deb" >/dev/null || { echo "no package in $RMCP_DEBS: ./setup deb" && return; }
  has_root dkms "${dkms_packages[@]}" || { echo "the host's source of Debian packages has no $release, or cannot be reached" && return; }
  return 1
}

prepare() {
  local root
  root=$(make_root dkms "${dkms_packages[@]}")
  ln -s "$(make_kernels "$root")" "$RMCP_WORK/kernels"
}

scenario() {
  # shellcheck source=/dev/null
  . "$dkms_top/words.sh" "$1"
}

clean() { power_off; }
