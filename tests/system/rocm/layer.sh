# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# rmcpctl and rmcpd of the packages in a Debian 13 with its own ROCm, not booted: what they say of real libraries against
# what these do. There is no GPU: ROCr asks the libhsakmt.so.1 of tests/rocr, which presents the cards that a test names.
# shellcheck disable=SC2034,SC2154 # read by lib/roots.sh and run; $shared is of lib/overlay.sh
release=trixie
patience=300
rocm_top=$RMCP_LAYER
tree_tool=$RMCP_TOP/build/dev/bin/rmcp-tree
# Debian's mix: HIP 5.7, ROCr 6.1, thunk 6.2, comgr 6.0; then what compiles the test's programs, reads bundles, and what
# rmcpd uses.
rocm_packages=(libamdhip64-5 libhsa-runtime64-1 libhsakmt1 libamd-comgr2 librocfft0 librocrand1
  g++ libhsakmt-dev libhsa-runtime-dev python3-minimal python3-zstandard dbus libdrm-common pci.ids libmd0 libudev1)
# shellcheck source=tests/system/rocm/extras.sh
. "$rocm_top/extras.sh"
# shellcheck source=tests/system/rocm/cards.sh
. "$rocm_top/cards.sh"

rocm_root() { "$1" rocm "${rocm_packages[@]}"; } # make_root, has_root or root_folder
inside() { inside_of "$(rocm_root root_folder)" "$@"; }

why_not() {
  [ "$(uname -m)" = x86_64 ] || { echo "ROCm is for x86_64, this is $(uname -m)" && return; }
  why_no_root && return
  command -v python3 >/dev/null || { echo "python3 is missing" && return; }
  [ -x "$tree_tool" ] || { echo "$tree_tool is not built" && return; }
  compgen -G "$RMCP_DEBS/rmcpd_*.deb" >/dev/null || { echo "no package in $RMCP_DEBS: ./setup deb" && return; }
  inside_of / true 2>/dev/null || { echo "no overlay file system" && return; }
  rocm_root has_root || { echo "the host's source of Debian packages has no Debian 13, or cannot be reached" && return; }
  return 1
}

# The packages are made for the host's Debian: libraries that this one does not have come along. glibc and libstdc++ are
# newer here, which is no obstacle.
unpack_packages() { # FOLDER
  local package library
  mkdir -p "$1/usr/lib/x86_64-linux-gnu"
  for package in "$RMCP_DEBS"/{rmcpd,rmcpctl}_*.deb; do dpkg-deb --extract "$package" "$1"; done
  ldd "$1/usr/bin/rmcpctl" "$1/usr/libexec/rmcpd" | awk '$2 == "=>" && $3 ~ "^/" { print $3 }' | sort -u |
    while read -r library; do
      compgen -G "$(rocm_root root_folder)/usr/lib/x86_64-linux-gnu/${library##*/}" >/dev/null ||
        cp -L "$library" "$1/usr/lib/x86_64-linux-gnu/"
    done
}

# The thunk, compiled with the header that this ROCr was compiled with; the programs; each target's code of a real library.
build() {
  mkdir -p "$shared/code"
  cp -r "$RMCP_TOP/tests/rocr/thunk" "$rocm_top"/*.{cpp,py,sh} "$shared/"
  inside bash -e /mnt/build.sh
}

prepare() {
  rocm_root make_root
  unpack_packages "$shared/packages"
  write_machine >"$RMCP_WORK/machine.toml"
  "$tree_tool" write "$shared/machine" "$RMCP_WORK/machine.toml"
  build
  get_extras
}

scenario() {
  set +e
  scenario=$1 # for words.sh
  # shellcheck source=tests/support/words.sh
  . "$RMCP_TOP/tests/support/words.sh"
  # shellcheck source=tests/system/rocm/words.sh
  . "$rocm_top/words.sh"
  run_scenario_file
  [ "$failures" -eq 0 ] || exit 1
}

# podman leaves its cgroups behind; those that somebody still uses cannot be removed.
clean() {
  find /sys/fs/cgroup -type d -path '*/libpod_parent*' 2>/dev/null | sort -r | xargs -r rmdir 2>/dev/null || true
}
