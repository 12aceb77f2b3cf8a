# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# A kernel of Debian's with its headers, in a root, and modules that are built for it there.

kernel_root() { # [COMMAND]: make_root or root_folder
  "${1:-make_root}" guest-kernel linux-image-amd64 linux-headers-amd64 make initramfs-tools
}

kernel_version() { basename "$(echo "$1"/lib/modules/*)"; } # ROOT
kernel_image() {                                            # ROOT; the second is where newer packages have it
  local file
  for file in "$1"/boot/vmlinuz-* "$1"/lib/modules/*/vmlinuz; do
    [ ! -f "$file" ] || { echo "$file" && return; }
  done
}

# Runs a command in a root with a folder of the host at /mnt.
in_root_with() { # FOLDER ROOT COMMAND...
  local folder=$1 root=$2
  shift 2
  # shellcheck disable=SC2016 # for the inner shell
  RMCP_IN_ROOT=$(declare -f in_root) unshare --mount bash -ec '
    eval "$RMCP_IN_ROOT"
    mount --bind "$1" "$2/mnt"
    in_root "${@:2}"' in_root_with "$folder" "$root" "$@"
}

# module_of MODULE KERNEL-ROOT: prints the file of a module, whose folder in the source is MODULE, and builds it where that has
# changed. A program `prepare` in the folder is run before, with the kernel and the folder of its modules.
module_of() { locked modules build_module_once "$@"; }

build_module_once() { # MODULE KERNEL-ROOT
  local folder key
  folder=$RMCP_CACHE/modules/$(kernel_version "$2")/${1##*/}
  key=$(module_key "$1" "$2")
  if [ "$(cat "$folder/key" 2>/dev/null)" != "$key" ]; then
    rm -rf "$folder"
    mkdir -p "${folder%/*}"
    cp -r "$RMCP_TOP/$1" "$folder" && build_module "$folder" "$2" >&2 && printf '%s\n' "$key" >"$folder/key" || return
  fi
  echo "$folder"/*.ko
}

build_module() { # FOLDER KERNEL-ROOT
  [ ! -e "$1/prepare" ] || "$1/prepare" "$(kernel_image "$2")" "$2/lib/modules/$(kernel_version "$2")" || return
  in_root_with "$1" "$2" make -s -j "$(nproc)" -C "/usr/src/linux-headers-$(kernel_version "$2")" M=/mnt KCFLAGS=-Werror modules
}

module_key() { # MODULE KERNEL-ROOT
  (cd "$RMCP_TOP/$1" && find . -maxdepth 1 -type f | sort | xargs tail -n +1 && echo "$2") | sha256sum | cut -c1-16
}
