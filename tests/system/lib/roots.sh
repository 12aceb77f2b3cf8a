# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Roots of a fresh Debian, made once and kept in $RMCP_CACHE.

# Debian 12; a layer that wants another one says so.
release=bookworm

# apt's own list of package sources of this host, but only Debian's, for $release: where a host has one release from there
# are the others, too, and one more suite where a layer sets `also`, such as trixie-backports.
debian_sources() { # -> "deb URI RELEASE COMPONENT", a line each
  # shellcheck disable=SC2016 # apt's variables
  apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) $(COMPONENT)' \
    'Created-By: Packages' 'Origin: Debian' 2>/dev/null |
    awk -v release="$release" -v also="${also:-}" '
      sub(/^(bookworm|trixie|forky|sid)/, release, $3) && (release != "sid" || $3 == release) { print }
      $3 == release && $4 == "main" { base = $2 }
      END { if (also && base) print "deb", base, also, "main" }' | sort -u
}

main_source() { # -> URI
  debian_sources | awk -v release="$release" '$3 == release { print $2; exit }'
}

has_suite() { # SUITE: where packages come from has it
  local source
  source=$(main_source)
  /usr/lib/apt/apt-helper download-file "${source%/}/dists/$1/Release" "$RMCP_WORK/Release" >/dev/null 2>&1
}

# Why make_root would fail here; status 1 when it would not.
why_no_root() {
  local program
  [ "$(id -u)" -eq 0 ] || { echo "needs root" && return; }
  for program in debootstrap apt-get unshare; do
    command -v "$program" >/dev/null || { echo "$program is missing" && return; }
  done
  unshare --mount --pid --fork true 2>/dev/null || { echo "no mount and process namespaces of one's own" && return; }
  [ -n "$(main_source)" ] || { echo "apt knows no source of Debian's packages (apt-get update?)" && return; }
  [ -e "/usr/share/debootstrap/scripts/$release" ] || { echo "debootstrap does not know $release" && return; }
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
  debootstrap --variant=minbase "$release" "$1" "$(main_source)" && configure_apt "$1"
}

fill_root() { # NAME ROOT PACKAGE...
  local furnish=furnish_$1 root=$2 base
  shift 2
  base=$(make_root base) && cp -a --reflink=auto "$base/." "$root/" && configure_apt "$root" || return
  # Nothing is to be started in a root that does not run.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  in_root "$root" apt-get -q update &&
    in_root "$root" apt-get -q install -y --no-install-recommends "$@" &&
    in_root "$root" apt-get clean &&
    rm "$root/usr/sbin/policy-rc.d" &&
    { ! declare -F "$furnish" >/dev/null || "$furnish" "$root"; }
}

# For what layers that run side by side share.
locked() { # NAME COMMAND...: one at a time, by a file of the cache
  mkdir -p "$RMCP_CACHE"
  (
    flock 9 || exit
    "${@:2}"
  ) 9>"$RMCP_CACHE/$1.lock"
}

# Where make_root with the same words puts it. Its recipe are these functions and the names of packages: another recipe
# makes another root.
root_folder() { # NAME PACKAGE...
  local name=$1
  shift
  printf '%s/roots/%s-%s-%s\n' "$RMCP_CACHE" "$name" "$release" "$(
    printf '%s\n' "$*" "${also:-}" "$(declare -f main_source fill_base fill_root configure_apt "furnish_$name")" |
      sha256sum | cut -c1-12
  )"
}

# Asked before minutes go into a root that is not to be had.
has_root() { # NAME PACKAGE...
  [ -d "$(root_folder "$@")" ] || has_suite "$release"
}

fill_if_missing() { # NAME ROOT PACKAGE...
  local name=$1 root=$2
  shift 2
  [ ! -d "$root" ] || return 0
  rm -rf --one-file-system -- "${root%-*}"-???????????? "$root.new"
  mkdir "$root.new" || return
  if [ "$name" = base ]; then fill_base "$root.new"; else fill_root "$name" "$root.new" "$@"; fi && mv -- "$root.new" "$root"
}

# make_root NAME PACKAGE...: prints the folder of a root of $release with these packages. It is shared and
# not to be changed: copy it, or mount something over it. A function furnish_NAME, if there is one, is
# called with the folder and does the rest. A root of another recipe is dropped.
make_root() {
  local name=$1 root
  root=$(root_folder "$@")
  shift
  mkdir -p "${root%/*}"
  [ -d "$root" ] || locked "roots/$name-$release" fill_if_missing "$name" "$root" "$@" >&2 || return
  printf '%s\n' "$root"
}
