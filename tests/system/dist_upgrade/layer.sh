# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The container of Debian 12 with the packages, which becomes Debian 13 while it runs: what apt needs for it is downloaded
# beforehand, the packages made for 13 among it.
# shellcheck disable=SC2034,SC2154 # read by lib/*.sh and words.sh; $suite is run's
RMCP_LAYER=$suite/container
# shellcheck source=tests/system/container/layer.sh
. "$RMCP_LAYER/layer.sh"
writable=1
patience=900
next_release=trixie

of_next() { (release=$next_release && "$@"); } # COMMAND...

why_not() { why_no_container || why_no_packages || of_next why_no_packages; }

download() { # ROOT
  of_next configure_apt "$1"
  in_root "$1" apt-get -q update
  in_root "$1" apt-get -q --download-only -y dist-upgrade
  in_root "$1" sh -c 'apt-get -q --download-only -y --no-install-recommends install /debs/*.deb'
}

prepare() {
  local root=$RMCP_WORK/installed packages newer depends
  packages=$(packages_of_release)
  newer=$(of_next packages_of_release)
  mapfile -t depends < <(dependencies "$packages")
  cp -a --reflink=auto "$(make_root container "${container_packages[@]}" "${depends[@]}")" "$root"
  cp "$packages"/rmcp{d,ctl}_*.deb "$root/debs/"
  in_root "$root" sh -c 'dpkg --install /debs/*.deb && rm /debs/*.deb'
  mkdir "$RMCP_WORK/debs"
  cp "$newer"/rmcp{d,ctl}_*.deb "$RMCP_WORK/debs/"
  cp "$RMCP_WORK"/debs/*.deb "$root/debs/"
  download "$root"
  rm "$root"/debs/*
}
