# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Roots of a fresh Debian 12, made once and kept in $RMCP_CACHE.

# apt's own list of package sources of this host, but only Debian's.
debian_sources() { # -> "deb URI RELEASE COMPONENT", a line each
  # shellcheck disable=SC2016 # apt's variables
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT) $(CODENAME)' \
    'Created-By: Packages' 'Origin: Debian' 2>/dev/null |
    awk '$5 ~ /^bookworm/ { print $1, $2, $3, $4 }' | sort -u
}

# Why make_root would fail here; status 1 when it would not.
why_no_root() {
  local program
  [ "$(id -u)" -eq 0 ] || { echo "needs root" && return; }
  for program in debootstrap apt-get unshare; do
    command -v "$program" >/dev/null || { echo "$program is missing" && return; }
  done
  unshare --mount --pid --fork true 2>/dev/null || { echo "no mount and process namespaces of one's own" && return; }
  debian_sources | grep -q ' bookworm ' || { echo "apt knows no source of Debian 12 packages (apt-get update?)" && return; }
  return 1
}

# Runs a command in the root, with /proc and a bare /dev that are gone with it.
in_root() { # ROOT COMMAND...
  local root=$1
  shift
  # shellcheck disable=SC2016 # for the inner shell
  unshare --mount --pid --fork sh -ec '
    root=$1; shift
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/run"
    exec chroot "$root" env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
      PATH=/usr/sbin:/usr/bin:/sbin:/bin ${http_proxy+"http_proxy=$http_proxy"} \
      ${https_proxy+"https_proxy=$https_proxy"} ${no_proxy+"no_proxy=$no_proxy"} "$@"' in_root "$root" "$@"
}

# What the host's apt needs to reach its sources, the root's needs too.
configure_apt() { # ROOT
  rm -f "$1/etc/apt/sources.list.d"/*
  debian_sources >"$1/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(http|https|ftp|Retries|ForceIPv)' >"$1/etc/apt/apt.conf.d/80host" || true
  cp -L /etc/resolv.conf "$1/etc/resolv.conf" 2>/dev/null || true
}

# `set -e` does not work in functions that are called before a `||`, so each step here says it.
fill_base() { # ROOT
  local mirror
  mirror=$(debian_sources | awk '$3 == "bookworm" { print $2; exit }')
  debootstrap --variant=minbase bookworm "$1" "$mirror" &&
    configure_apt "$1" &&
    in_root "$1" apt-get -q update
}

fill_root() { # NAME ROOT PACKAGE...
  local furnish=furnish_$1 root=$2 base
  shift 2
  base=$(make_root base) && cp -a --reflink=auto "$base/." "$root/" || return
  # Nothing is to be started in a root that does not run.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  # The lists are as old as the base; where they still do, it does not matter that they are.
  in_root "$root" apt-get -q update || true
  in_root "$root" apt-get -q install -y --no-install-recommends "$@" &&
    in_root "$root" apt-get clean &&
    rm "$root/usr/sbin/policy-rc.d" &&
    { ! declare -F "$furnish" >/dev/null || "$furnish" "$root"; }
}

# make_root NAME PACKAGE...: prints the folder of a Debian 12 root with these packages. It is shared and
# not to be changed: copy it, or mount something over it. A function furnish_NAME, if there is one, is
# called with the folder and does the rest. Another recipe makes another root and drops the old one.
make_root() {
  local name=$1 roots=$RMCP_CACHE/roots recipe root
  shift
  # These functions and the names of packages are the recipe.
  recipe=$(printf '%s\n' "$*" "$(declare -f fill_base fill_root configure_apt "furnish_$name")" | sha256sum | cut -c1-12)
  root=$roots/$name-$recipe
  if [ ! -d "$root" ]; then
    mkdir -p "$roots"
    (
      flock 9 || exit
      [ ! -d "$root" ] || exit 0
      rm -rf --one-file-system -- "$roots/$name"-???????????? "$root.new"
      mkdir "$root.new" || exit
      if [ "$name" = base ]; then fill_base "$root.new"; else fill_root "$name" "$root.new" "$@"; fi || exit
      mv -- "$root.new" "$root"
    ) 9>"$roots/$name.lock" >&2 || return
  fi
  printf '%s\n' "$root"
}
