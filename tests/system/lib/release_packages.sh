# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Packages for $release: where the host is of another one they are made in a root.
# shellcheck disable=SC2154 # $release is of roots.sh, $shared of overlay.sh

names_in_setup() { "$RMCP_TOP/setup" packages --for debian "$@"; } # KIND...

build_root() { # COMMAND: make_root, has_root or root_folder
  local names
  mapfile -t names < <(names_in_setup build deb)
  "$1" build "${names[@]}"
}

is_release_of_host() { grep -qsx "VERSION_CODENAME=\"\?$release\"\?" /etc/os-release; }

# Says why there are no packages for $release; status 1 where there are, or can be made.
why_no_packages() {
  if is_release_of_host; then
    ! compgen -G "$RMCP_DEBS/rmcpd_*.deb" >/dev/null && echo "no packages in $RMCP_DEBS: ./setup deb"
  elif ! inside_of / true 2>/dev/null; then
    echo "no overlay file system"
  elif ! build_root has_root; then
    echo "the host's source of Debian packages has no $release, or cannot be reached"
  else
    return 1
  fi
}

# What they are made of: not of tests.
packages_key() {
  {
    build_root root_folder
    declare -f make_packages
    cd "$RMCP_TOP" && sources | sed -z '/^\(\.\/\)\?tests\//d' | sort -z | xargs -0 sha256sum --
  } | sha256sum | cut -c1-12
}

# As an ordinary user whose group may write what he writes; in the release's own way, but without link-time optimisation: it is
# slow, and nothing here asks for it.
make_packages() { # FOLDER
  local time
  time=$(git -C "$RMCP_TOP" log -1 --format=%ct 2>/dev/null) || time=$(stat --format=%Y "$RMCP_TOP/CMakeLists.txt")
  copy_sources "$shared/source"
  chown -R 1000:1000 "$shared"
  # shellcheck disable=SC2016 # for the inner shell
  inside_of "$(build_root make_root)" setpriv --reuid=1000 --regid=1000 --clear-groups \
    env HOME=/mnt SOURCE_DATE_EPOCH="$time" sh -ec '
      umask 002
      cd /mnt/source
      cmake --preset release -DRMCP_WERROR=ON -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=OFF
      ninja -C build/release
      units/debian/build build/release /mnt/debs' >&2 &&
    mkdir -p "$1" && cp "$shared"/debs/*.deb "$1/"
}

make_packages_if_missing() { # FOLDER
  [ ! -d "$1" ] || return 0
  # Younger ones another run may be using.
  find "${1%/*}" -mindepth 1 -maxdepth 1 -name "$release-*" -mtime +1 -exec rm -rf -- {} + &&
    rm -rf -- "$1.new" || return
  make_packages "$1.new" && mv -- "$1.new" "$1"
}

# The folder of packages made for $release: those under test, or, elsewhere than on that release, the same source's, kept in the cache.
packages_of_release() {
  local folder
  if is_release_of_host; then
    printf '%s\n' "$RMCP_DEBS"
    return
  fi
  folder=$RMCP_CACHE/packages/$release-$(packages_key)
  mkdir -p "${folder%/*}"
  locked "packages/$release" make_packages_if_missing "$folder" >&2 || return
  printf '%s\n' "$folder"
}
