# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The guest's kernel, initramfs and ACPI table, kept in $navi10_cache until one of the things that they are made of changes.
# shellcheck disable=SC2154 # navi10*: of layer.sh
navi10_modules=(tests/system/modules/{virtual_pci,amdgpu_observer} kernel-patch/devparam)

is_static_busybox() {
  local program
  program=$(command -v busybox) && ! ldd "$program" >/dev/null 2>&1
}

navi10_root() { # COMMAND: make_root or root_folder
  case $navi10_kernel in
    6.1) kernel_root "$1" ;;
    6.12) "$1" navi10-6.12 linux-{image,headers}-6.12-amd64 make initramfs-tools ;;
    backports) "$1" navi10-backports linux-{image,headers}-amd64/trixie-backports make binutils initramfs-tools ;;
    *) echo "RMCP_KERNEL=$navi10_kernel: 6.1, 6.12 or backports" >&2 && return 1 ;;
  esac
}

# --- Initramfs ---

# With an index, so that modprobe finds what belongs together.
add_modules() { # FOLDER KERNEL-ROOT
  local version module file updates
  version=$(kernel_version "$2")
  for module in amdgpu virtio_pci virtio_console; do
    in_root "$2" modprobe --show-depends --set-version "$version" "$module"
  done | awk '$1 == "insmod" { print $2 }' | sort -u >"$RMCP_WORK/modules"
  while read -r file; do install -D -m 644 "$2/$file" "$1/$file"; done <"$RMCP_WORK/modules"
  find "$1/lib/modules" -name '*.xz' -exec unxz {} +
  updates=$1/lib/modules/$version/updates
  for module in "${navi10_modules[@]}"; do
    file=$(module_of "$module" "$2")
    install -D -m 644 "$file" "$updates/${file##*/}"
  done
  cp "$2/lib/modules/$version"/modules.{order,builtin,builtin.modinfo} "$1/lib/modules/$version/"
  in_root_with "$1" "$2" depmod --basedir /mnt "$version"
}

# Scenarios are written for bash; all the rest is busybox's.
add_programs() { # FOLDER KERNEL-ROOT
  local file
  install -D -m 755 "$(command -v busybox)" "$1/bin/busybox"
  for file in /bin/bash $(in_root "$2" ldd /bin/bash | grep -o '/[^ ]*'); do
    install -D -m 755 "$2/$file" "$1/$file"
  done
  install -m 755 "$navi10/inside/init" "$1/init"
  install -D -m 644 "$RMCP_TOP/tests/system/guest/inside/agent.sh" "$1/rmcpd-test/agent.sh"
}

make_initramfs() { # KERNEL-ROOT
  local folder=$RMCP_WORK/initramfs
  mkdir -p "$folder"/{dev,proc,sys,run,tmp,lib/firmware/amdgpu}
  "$navi10/firmware" "$navi10_cache/vfct" "$folder/lib/firmware/amdgpu/ip_discovery.bin"
  add_programs "$folder" "$1"
  add_modules "$folder" "$1"
  (cd "$folder" && find . | busybox cpio -o -H newc 2>/dev/null) | gzip -1 >"$navi10_cache/initramfs"
  cp "$(kernel_image "$1")" "$navi10_cache/vmlinuz"
  rm -rf --one-file-system "$folder"
}

# --- All ---

navi10_key() { # KERNEL-ROOT
  local module
  {
    for module in "${navi10_modules[@]}"; do module_key "$module" "$1"; done
    cat "$navi10"/{image.sh,firmware,inside/init} "$RMCP_TOP/tests/system/guest/inside/agent.sh" "$(command -v busybox)"
  } | sha256sum | cut -c1-16
}

make_navi10_image() {
  local kernel key
  kernel=$(navi10_root make_root)
  mkdir -p "$navi10_cache"
  key=$(navi10_key "$kernel")
  [ "$(cat "$navi10_cache/key" 2>/dev/null)" != "$key" ] || return 0
  rm -f "$navi10_cache/key"
  make_initramfs "$kernel"
  printf '%s\n' "$key" >"$navi10_cache/key"
}
