# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Everything compiles and links without a warning with later compilers and libraries, of Debian 13, sid and experimental.
# With the last compiler each source compiles alone, too, and the release. Needs root, and an hour or two.
set -euo pipefail
RMCP_CACHE=${RMCP_CACHE:-${XDG_CACHE_HOME:-/var/cache}/rmcpd-tests}
for file in "$RMCP_TOP"/tests/system/lib/{roots,overlay,sources,release_packages}.sh; do
  # shellcheck source=/dev/null
  . "$file"
done
shared=${shared:?overlay.sh names it}

root_with() { # PACKAGE...: besides what ./setup installs
  local names
  mapfile -t names < <(names_in_setup build tour)
  make_root "compilers${also:+-$also}" "${names[@]}" "$@"
}

# For the reader of the log.
say_versions() { # ROOT
  # shellcheck disable=SC2016 # of dpkg-query
  in_root "$1" dpkg-query --show --showformat='${db:Status-Abbrev} ${Package} ${Version}\n' 'g++-1?' libsdbus-c++-dev libfmt-dev \
    libcli11-dev libspdlog-dev nlohmann-json3-dev libtomlplusplus-dev cmake |
    sed -n 's/^ii *//p' | paste -sd, | sed "s/,/, /g; s/^/$release: /"
}

in_build_root() { # WORDS ROOT COMMAND...: says the words and how it went
  local words=$1 status=0
  shift
  inside_of "$@" || status=$?
  printf '%s: %s: status %s\n' "$release" "$words" "$status"
  tried=1
  [ "$status" = 0 ] || failed=1
}

# Each library as one file, which is the quicker way, and all that is linked of them.
everything() { # ROOT COMPILER [OPTION...]
  local root=$1 compiler=$2
  rm -rf "$shared/build"
  # shellcheck disable=SC2016 # for the inner shell
  in_build_root "everything, $compiler ${*:3}" "$root" sh -ec '
    cmake --preset dev -S /mnt/source -B /mnt/build "$@" >/mnt/configure.log
    ninja -C /mnt/build --quiet -k 0' sh "-DCMAKE_CXX_COMPILER=$compiler" -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DCMAKE_UNITY_BUILD=ON \
    -DCMAKE_UNITY_BUILD_BATCH_SIZE=0 "${@:3}"
}

# An include that is missing shows only where no other source brings it. After `everything`, which made what is generated.
each_alone() { # ROOT
  # shellcheck disable=SC2016 # for the inner shell
  in_build_root 'each source alone' "$1" bash -euo pipefail -c '
    cmake -B /mnt/build -DCMAKE_UNITY_BUILD=OFF >/mnt/configure.log
    cd /mnt/build
    ninja -t commands | sed -n "s/ -o [^ ]* -c / -fsyntax-only /p" >commands
    echo "$(wc -l <commands) sources"
    xargs --arg-file=commands --delimiter="\n" --max-procs="$(nproc)" --replace sh -c {}'
}

release_build() { # ROOT COMPILER
  rm -rf "$shared/build"
  # shellcheck disable=SC2016 # for the inner shell
  in_build_root "release, $2" "$1" sh -ec 'cmake --preset release -S /mnt/source -B /mnt/build -DRMCP_WERROR=ON \
    "-DCMAKE_CXX_COMPILER=$1" >/mnt/configure.log && ninja -C /mnt/build --quiet' sh "$2"
}

# Whether there can be a root of $release; else it says why not.
can_try() {
  local reason
  if reason=$(why_no_root); then echo "$release: $reason" && return 1; fi
  has_suite "$release" || { echo "$release: not where packages come from" && return 1; }
}

on_trixie() {
  local root
  release=trixie
  can_try || return 0
  root=$(root_with g++-13)
  say_versions "$root"
  # Libraries there are made by g++ 14, and ask for its libstdc++.
  everything "$root" g++-13 "-DCMAKE_EXE_LINKER_FLAGS=-L/usr/lib/gcc/$(in_root "$root" gcc -dumpmachine)/14"
}

on_sid() {
  local root
  release=sid
  can_try || return 0
  root=$(root_with g++-15 g++-16)
  say_versions "$root"
  everything "$root" g++-15
  everything "$root" g++-16
  each_alone "$root"
  release_build "$root" g++-16
}

# Libraries of sid are linked to sid's fmt, so that nothing would link but for headers alone.
on_sid_with_later_fmt() {
  local root also=experimental
  release=sid
  can_try || return 0
  root=$(root_with g++-16 libfmt-dev/experimental)
  say_versions "$root"
  everything "$root" g++-16 -DRMCP_HEADER_ONLY=ON
}

tried='' failed=0
if reason=$(why_no_root); then echo "$reason" && exit 77; fi
copy_sources "$shared/source"
on_trixie
on_sid
on_sid_with_later_fmt
[ -n "$tried" ] || exit 77
exit "$failed"
