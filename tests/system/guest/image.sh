# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The guest's kernel, initrd and disk, kept in $guest_cache until one of the things that they are made of changes.
# shellcheck disable=SC2154 # guest_*: of layer.sh

# A root that becomes the disk.
guest_root() {
  # shellcheck disable=SC2046 # names
  make_root guest systemd systemd-sysv udev dbus kmod libpam-systemd polkitd $(needed_packages)
}

# The module under test is built as all others are: its package would bring dkms, a compiler and headers along.
packages_under_test() { find "${debs:?}" -maxdepth 1 -name '*.deb' ! -name 'rmcp-devparam-dkms_*' | sort | grep .; }

# What our packages need: with these in the kept root they are installed without a network.
needed_packages() {
  local package
  for package in $(packages_under_test); do dpkg-deb --field "$package" Depends Recommends; done |
    tr ',' '\n' | sed 's/[(|].*//; s/^[A-Za-z-]*: //; s/:any//' | tr -d ' ' | grep -Ev '^(rmcp.*)?$' | sort -u
}

# Those of the tests, and our own.
guest_modules=(tests/system/modules/{virtual_pci,amdgpu} kernel-patch/devparam)

# --- Boot files ---

# Only what is needed to reach the disk: unpacking it is a good part of an emulated boot.
make_initrd() { # KERNEL-ROOT
  local folder=$RMCP_WORK/initrd
  mkdir -p "$folder"/conf/{conf.d,hooks,scripts}
  printf 'MODULES=list\nBUSYBOX=no\nCOMPRESS=gzip\n' >"$folder/conf/initramfs.conf"
  printf '%s\n' virtio_pci virtio_blk ext4 >"$folder/conf/modules"
  in_root_with "$folder" "$1" mkinitramfs -d /mnt/conf -o /mnt/initrd "$(kernel_version "$1")"
  mv "$folder/initrd" "$guest_cache/initrd"
  cp "$(kernel_image "$1")" "$guest_cache/vmlinuz"
}

# --- Disk ---

install_packages_under_test() { # ROOT
  mkdir "$1/debs"
  # shellcheck disable=SC2046 # paths without blanks
  cp $(packages_under_test) "$1/debs/"
  in_root "$1" sh -c 'apt-get -q install -y --no-install-recommends /debs/*.deb'
  rm -r "$1/debs"
}

# Ours are found before the kernel's own: the real amdgpu stays beside it, with an index in which it is found, for the
# scenario that wants it.
install_modules() { # ROOT KERNEL-ROOT
  local version module real=$1/usr/local/lib/rmcpd-test/real-amdgpu
  version=$(kernel_version "$2")
  mkdir -p "$1/lib/modules"
  cp -a "$2/lib/modules/$version" "$1/lib/modules/"
  # They point to headers, which stay where the modules are built.
  rm -f "$1/lib/modules/$version"/{build,source}
  mkdir -p "$1/lib/modules/$version/updates" "$real"
  for module in tests/system/modules/virtual_pci kernel-patch/devparam; do
    module=$(module_of "$module" "$2")
    install -m 644 "$module" "$1/lib/modules/$version/updates/"
  done
  in_root "$1" depmod "$version"
  cp "$1/lib/modules/$version"/modules.*.bin "$1/lib/modules/$version"/modules.{dep,alias,symbols,softdep} "$real/"
  module=$(module_of tests/system/modules/amdgpu "$2")
  install -m 644 "$module" "$1/lib/modules/$version/updates/"
  in_root "$1" depmod "$version"
  # modprobe reads another index than this list, by which rmcpd sees what is installed: without rmcp_devparam, but for the
  # scenario that wants it.
  sed -i '/^[^:]*rmcp_devparam/d' "$1/lib/modules/$version/modules.dep"
}

install_test_files() { # ROOT
  local inside=$guest_top/inside
  install -D -m 644 "$inside/agent.sh" "$1/usr/local/lib/rmcpd-test/agent.sh"
  install -m 644 "$inside/rmcpd-test-agent.service" "$1/etc/systemd/system/"
  install -D -m 644 "$inside/boot-policy.toml" "$1/etc/rmcp/policy.d/10-boot.toml"
  install -m 644 "$inside/boot-cards.conf" "$1/etc/modprobe.d/virtual_pci.conf"
  echo virtual_pci >"$1/etc/modules-load.d/virtual_pci.conf"
  echo rmcpd-test >"$1/etc/hostname"
  # With an empty id it would be a first boot, which enables whatever systemd's presets like.
  in_root "$1" systemd-machine-id-setup
  in_root "$1" systemctl -q enable rmcpd rmcpd-test-agent
  in_root "$1" systemctl -q mask serial-getty@ttyS0.service
}

make_disk() { # GUEST-ROOT KERNEL-ROOT
  local root=$RMCP_WORK/root
  mkdir "$root"
  cp -a --reflink=auto "$1/." "$root/"
  install_packages_under_test "$root"
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*
  install_modules "$root" "$2"
  install_test_files "$root"
  truncate -s 3G "$RMCP_WORK/disk"
  mke2fs -q -t ext4 -L root -d "$root" "$RMCP_WORK/disk"
  mv "$RMCP_WORK/disk" "$guest_cache/disk"
  rm -rf --one-file-system "$root"
}

# --- All ---

image_key() { # KERNEL-ROOT GUEST-ROOT
  local module
  # shellcheck disable=SC2046 # paths without blanks
  {
    printf '%s\n' "$@"
    for module in "${guest_modules[@]}"; do module_key "$module" "$1"; done
    cat $(packages_under_test) "$guest_top"/inside/{agent.sh,*.service,*.toml,*.conf} "$guest_top/image.sh"
  } | sha256sum | cut -c1-16
}

make_image() {
  local kernel guest key debs
  debs=$(packages_of_release)
  kernel_root >"$RMCP_WORK/kernel" &
  guest=$(guest_root)
  wait $!
  kernel=$(cat "$RMCP_WORK/kernel")
  mkdir -p "$guest_cache"
  key=$(image_key "$kernel" "$guest")
  [ "$(cat "$guest_cache/key" 2>/dev/null)" != "$key" ] || return 0
  rm -f "$guest_cache/key"
  make_initrd "$kernel"
  make_disk "$guest" "$kernel"
  printf '%s\n' "$key" >"$guest_cache/key"
}
