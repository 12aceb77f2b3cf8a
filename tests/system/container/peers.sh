# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Programs of others, newer than the container's Debian: each unpacked beside it with the libraries it needs.

# The power-profiles-daemon of Debian 12 does not know GPUs yet; that of 13 does.
fetch_power_profiles() { # ROOT-WITH-APT FOLDER
  local mirror
  mirror=$(main_source)
  # All in its /run, which is gone afterwards: the root is shared. Without python, which only the client needs.
  # shellcheck disable=SC2016
  in_root "$1" sh -ec '
    exec 3>&1 >&2
    mkdir -p /run/apt/lists/partial /run/apt/archives/partial /run/out
    cd /run/out
    echo "deb $1 trixie main" >/run/apt/sources.list
    cat >/run/apt/apt.conf <<END
Dir::State::lists "/run/apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "/run/apt";
Dir::Etc::sourcelist "/run/apt/sources.list";
Dir::Etc::sourceparts "-";
APT::Sandbox::User "root";
END
    export APT_CONFIG=/run/apt/apt.conf
    apt-get -q update
    libraries=$(apt-cache show --no-all-versions power-profiles-daemon |
      sed -n "s/^Depends: //p" | tr "," "\n" | sed "s/(.*//; s/ //g" | grep "^lib")
    all=$(apt-get -q --simulate install --no-install-recommends $libraries | sed -n "s/^Inst \([^ ]*\) .*/\1/p")
    cd /run/apt
    apt-get -q download power-profiles-daemon $all
    for deb in *.deb; do dpkg-deb --extract "$deb" /run/out; done
    for folder in bin sbin lib lib64; do [ -e /run/out/$folder ] || ln -s usr/$folder /run/out/$folder; done
    mkdir -p /run/out/proc /run/out/sys /run/out/dev /run/out/run /run/out/tmp /run/out/var/lib
    tar --directory /run/out --create . >&3' fetch "$mirror" | tar --directory "$2" --extract
}

# power_profiles: prints the folder; it is made once, like the roots.
power_profiles() { locked power-profiles make_power_profiles; }

make_power_profiles() {
  local base recipe folder roots=$RMCP_CACHE/roots
  recipe=$(declare -f fetch_power_profiles | sha256sum | cut -c1-12)
  folder=$roots/power-profiles-$recipe
  if [ ! -d "$folder" ]; then
    base=$(make_root base) || return
    rm -rf --one-file-system -- "$roots"/power-profiles-*
    mkdir "$folder.new" &&
      fetch_power_profiles "$base" "$folder.new" >&2 &&
      [ -x "$folder.new/usr/libexec/power-profiles-daemon" ] &&
      mv -- "$folder.new" "$folder" || return
  fi
  printf '%s\n' "$folder"
}
