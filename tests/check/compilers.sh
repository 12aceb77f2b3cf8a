# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Each source compiles alone and without a warning where compilers and libraries are later: g++ 13 and 14 on Debian 13, 15 and 16 on
# sid, and there with experimental's fmt. Needs root; the release build is tried with g++ 14 and 16. Hours on a small machine.
set -euo pipefail
RMCP_CACHE=${RMCP_CACHE:-${XDG_CACHE_HOME:-/var/cache}/rmcpd-tests}
for file in "$RMCP_TOP"/tests/system/lib/{roots,overlay,sources,release_packages}.sh; do
  # shellcheck source=/dev/null
  . "$file"
done
if reason=$(why_no_root); then echo "$reason" && exit 77; fi

compiler_root() { # COMPILER... [PACKAGE...]
  local names
  mapfile -t names < <(names_in_setup build tour)
  make_root "compilers${also:+-$also}" "${names[@]}" "$@"
}

# In the root: which versions these are, for the reader of the log.
say_versions() { # ROOT
  in_root "$1" dpkg-query --show --showformat='${Package} ${Version}\n' 'g++-1?' libsdbus-c++-dev libfmt-dev libcli11-dev \
    libspdlog-dev nlohmann-json3-dev libtomlplusplus-dev cmake 2>/dev/null | grep -v ' $' | paste -sd, | sed 's/,/, /g'
}

each_alone() { # ROOT COMPILER
  rm -rf "$shared/build"
  # shellcheck disable=SC2016 # for the inner shell
  inside_of "$1" bash -euo pipefail -c '
    cd /mnt
    cmake -G Ninja -S source -B build -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER="$1" -DCMAKE_INSTALL_PREFIX=/usr \
      -DRMCP_WERROR=ON -DRMCP_HEADER_ONLY=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null
    ninja -C build --quiet rmcp-dbus-bindings-generate shipped >/dev/null
    cd build
    # A file of CMake is a command a line.
    sed -n "s/^ *\"command\": \"\(.*\)\",*$/\1/p" compile_commands.json | sed "s/\\\\\\\\\"/\"/g; s/ -o [^ ]* -c / -fsyntax-only /" >commands
    status=0
    xargs -a commands -d "\n" -P "$(nproc)" -I{} sh -c {} || status=$?
    printf "%s: %s sources, status %s\n" "$1" "$(wc -l <commands)" "$status"
    exit "$status"' each_alone "$2"
}

release_build() { # ROOT
  rm -rf "$shared/build"
  inside_of "$1" sh -ec 'cd /mnt && cmake --preset release -S source -B build -DRMCP_WERROR=ON >/dev/null && ninja -C build --quiet'
}

try() { # COMPILER... : all of $release
  local root compiler
  has_suite "$release" || { echo "no $release where packages come from" && return; }
  root=$(compiler_root "$@" "${more[@]}")
  say_versions "$root"
  for compiler in "$@"; do each_alone "$root" "$compiler" || failed=1; done
  [ -n "${also:-}" ] || release_build "$root" || failed=1
}

failed=0 more=()
copy_sources "$shared/source"
release=trixie
try g++-13 g++-14
release=sid
try g++-15 g++-16
# shellcheck disable=SC2034 # of roots.sh
also=experimental more=(libfmt-dev/experimental)
try g++-16
exit "$failed"
