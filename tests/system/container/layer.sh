# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The packages in a Debian of $release that systemd-nspawn boots, afresh for each scenario: real systemd, D-Bus, polkit,
# logind and dpkg. Its GPUs are plain files (rmcp-tree) that are mounted over four folders of its /sys; udev's
# messages about them come over a real netlink socket.
tree_tool=$RMCP_TOP/build/dev/bin/rmcp-tree
container_packages=(
  systemd-sysv libpam-systemd dbus polkitd login passwd bsdutils # a Debian that people log in to
  libdrm-common pci.ids # recommended by the packages
  strace) # what the sandbox has to keep from working
initramfs_packages=(initramfs-tools dracut-core kmod) # for two scenarios: they bring a udevd and hooks of their own
# shellcheck disable=SC2034 # run's: images are built, maybe beside other work
patience=480

why_no_container() {
  why_no_root && return
  command -v systemd-nspawn >/dev/null || { echo "systemd-nspawn is missing (package systemd-container)" && return; }
  command -v expect >/dev/null || { echo "expect is missing" && return; }
  unshare --net --uts --ipc --cgroup true 2>/dev/null || { echo "no namespaces for a container" && return; }
  [ -x "$tree_tool" ] || { echo "$tree_tool is not built" && return; }
  return 1
}

why_not() { why_no_container || why_no_packages; }

# What the packages under test depend on: containers have no network to get it from.
dependencies() { # FOLDER-OF-PACKAGES
  local deb
  for deb in "$1"/rmcp{d,ctl}_*.deb; do dpkg-deb --field "$deb" Depends; done |
    tr ',' '\n' | sed -E 's/[|(].*//; s/ //g' | grep -v '^rmcp' | sort -u
}

# What every root has beside packages: people, and the one thing that the unit has to know of /sys being
# plain files: libudev believes no /sys that is not a sysfs, unless told so.
furnish_container() { # ROOT
  # shellcheck disable=SC2016
  in_root "$1" sh -ec '
    for user in alice bob; do useradd --create-home --shell /bin/bash $user; echo $user:secret | chpasswd; done
    usermod --append --groups sudo alice
    mkdir -p /etc/systemd/system/rmcpd.service.d /machine /debs' || return
  printf '[Service]\nEnvironment=SYSTEMD_DEVICE_VERIFY_SYSFS=0\n' >"$1/etc/systemd/system/rmcpd.service.d/plain-files.conf"
}

furnish_initramfs() { furnish_container "$1"; }

# The same packages with a version from before: what an upgrade starts from. A page was in the other package.
age_package() { # DEB FOLDER
  local unpacked=$RMCP_WORK/unpacked moved=usr/share/man/man5/rmcp-recipe.5.gz
  rm -rf "$unpacked"
  dpkg-deb --raw-extract "$1" "$unpacked"
  case $(dpkg-deb --field "$1" Package) in
    rmcpctl) rm -f "$unpacked/$moved" ;;
    rmcpd) echo old >"$unpacked/$moved" ;;
  esac
  sed -i -E "s/^(Version: ).*/\1$older/; s/\((=) [^)]*\)/(= $older)/" "$unpacked/DEBIAN/control"
  dpkg-deb --build --root-owner-group "$unpacked" "$2" >/dev/null
}
older=0.0.1-1

# Three roots: bare and with initramfs-tools, which are the cached ones, and with the packages installed. Containers
# write to a tmpfs above them.
prepare() {
  local root deb depends packages
  # shellcheck source=tests/system/container/peers.sh
  . "$RMCP_LAYER/peers.sh"
  packages=$(packages_of_release)
  mapfile -t depends < <(dependencies "$packages")
  root=$(make_root container "${container_packages[@]}" "${depends[@]}")
  ln -s "$root" "$RMCP_WORK/bare"
  ln -s "$(make_root initramfs "${container_packages[@]}" "${depends[@]}" "${initramfs_packages[@]}")" "$RMCP_WORK/initramfs"
  # One scenario's, which says so when it is not to be had.
  power_profiles >"$RMCP_WORK/power-profiles" || true
  mkdir -p "$RMCP_WORK/debs/old" "$RMCP_WORK/debs/new"
  for deb in "$packages"/rmcp{d,ctl}_*.deb; do
    cp "$deb" "$RMCP_WORK/debs/new/"
    age_package "$deb" "$RMCP_WORK/debs/old"
  done
  cp -a --reflink=auto "$root" "$RMCP_WORK/installed"
  cp "$RMCP_WORK"/debs/new/* "$RMCP_WORK/installed/debs/"
  in_root "$RMCP_WORK/installed" sh -c 'dpkg --install /debs/*.deb'
  rm "$RMCP_WORK"/installed/debs/*
}

scenario() {
  # shellcheck source=/dev/null
  . "$RMCP_LAYER/words.sh" "$1"
}

clean() { power_off; }
