# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Daemon and client compiled in Debian 13, where sdbus-c++ is 2 and the compiler is newer. $shared holds sources and objects.
# shellcheck disable=SC2034,SC2154 # read by lib/roots.sh; $shared is of lib/overlay.sh
release=trixie
tree_tool=$RMCP_TOP/build/dev/bin/rmcp-tree

# What ./setup installs to build it, without what makes manuals, and what it needs to run.
trixie_packages() {
  "$RMCP_TOP/setup" packages build --for debian | grep -vx scdoc
  printf '%s\n' dbus libdrm-common pci.ids
}

trixie_root() { # COMMAND: make_root or root_folder
  local packages
  mapfile -t packages < <(trixie_packages)
  "$1" trixie "${packages[@]}"
}

# Asked before minutes go into a root that is not to be had.
has_release() { [ -d "$(trixie_root root_folder)" ] || has_suite "$release"; }

why_not() {
  why_no_root && return
  has_release || { echo "the host's source of Debian packages has no Debian 13, or cannot be reached" && return; }
  [ -x "$tree_tool" ] || { echo "$tree_tool is not built" && return; }
  inside_of / true 2>/dev/null || { echo "no overlay file system" && return; }
  return 1
}

inside() { inside_of "$(trixie_root root_folder)" "$@"; }

# What is compiled is what is installed but for manuals and librmcp-hsa, which has no D-Bus in it; without optimisation, and
# a library in one piece, because that takes less time.
build() {
  inside sh -ec 'cd /mnt
    cmake -G Ninja -S source -B build -DCMAKE_INSTALL_PREFIX=/usr -DRMCP_WERROR=ON -DRMCP_HEADER_ONLY=OFF \
      -DRMCP_BUILD_TESTS=OFF -DRMCP_BUILD_MAN=OFF -DRMCP_BUILD_RUNTIME_PATCH=OFF \
      -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=0
    ninja -C build -k 0'
}

# The command with the bus and the daemon that were built, installed and started, on the machine of the scenario.
served() { inside sh -e /mnt/serve.sh "$@"; }

prepare() {
  trixie_root make_root
  copy_sources "$shared/source"
  build
}

scenario() {
  set +e
  scenario=$1 # for words.sh
  # shellcheck source=tests/support/words.sh
  . "$RMCP_TOP/tests/support/words.sh"
  run_scenario_file
  [ "$failures" -eq 0 ] || exit 1
}

clean() { :; }
