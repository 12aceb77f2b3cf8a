# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Two kernels of the release, kept in $RMCP_CACHE/kernels until the recipe changes: old/ and new/ have the packages of image
# and headers, and the file `version`; root/ is a Debian with the older one installed.

# The newest kernel that has headers, and the one before it in its line.
two_kernels() { # ROOT -> version, a line each, the older one first
  # shellcheck disable=SC2016 # for the inner shell
  in_root "$1" sh -ec '
    real() { apt-cache search --names-only "^linux-$1-[0-9]" | sed -n "s/^linux-$1-\([0-9][0-9.]*\([-+][0-9a-z.+]*\)\?-amd64\) .*/\1/p" | sort; }
    newest=$(apt-cache depends linux-image-amd64 | sed -n "s/.*Depends: linux-image-\([0-9]\)/\1/p")
    line=$(echo "$newest" | cut -d. -f1,2)
    real image >/run/images
    real headers | comm -12 /run/images - | grep -F "$line." | sort -V | grep -B 1 -xF "$newest"'
}

fetch_kernel() { # ROOT VERSION FOLDER
  mkdir -p "$3" &&
    in_root_with "$3" "$1" apt-get -q install -y --no-install-recommends --download-only -o Dir::Cache::archives=/mnt \
      -o APT::Sandbox::User=root "linux-image-$2" "linux-headers-$2" || return
  rm -rf "$3"/partial "$3"/lock
  printf '%s\n' "$2" >"$3/version"
  lighten "$3"/linux-image-*.deb
}

# Without the modules that nobody looks at, a kernel is installed in a tenth of the time. Its scripts and all of amdgpu are
# Debian's.
lighten() { # DEB
  local folder=$1.unpacked
  dpkg-deb --raw-extract "$1" "$folder" &&
    find "$folder" -name '*.ko*' -not -path '*/gpu/drm/amd/*' -not -path '*/gpu/drm/*.ko*' -delete &&
    find "$folder" -name '*.ko*' -path '*/gpu/drm/*/*' -not -path '*/gpu/drm/amd/*' -delete &&
    (cd "$folder" && while read -r sum file; do [ ! -e "$file" ] || printf '%s  %s\n' "$sum" "$file"; done \
      <DEBIAN/md5sums >md5sums && mv md5sums DEBIAN/) &&
    dpkg-deb -Znone --root-owner-group --build "$folder" "$1" || return
  rm -rf "$folder"
}

install_old() { # ROOT FOLDER
  cp -a --reflink=auto "$1" "$2/root" || return
  # Small images, with the one driver that matters.
  echo MODULES=list >"$2/root/etc/initramfs-tools/conf.d/modules" && echo amdgpu >>"$2/root/etc/initramfs-tools/modules" || return
  rm -f "$2"/root/usr/share/initramfs-tools/hooks/{dmsetup,fsck,keymap,klibc-utils,resume,thermal,udev}
  in_root_with "$2" "$2/root" sh -c 'dpkg --install /mnt/old/*.deb' || return
  # apt would rather have the archive's package than the same file beside it.
  rm -rf "$2"/root/var/lib/apt/lists/*
  mkdir "$2/root/kernels" "$2/root/debs"
}

fill_kernels() { # ROOT FOLDER
  local versions
  in_root "$1" apt-get -q update || true
  mapfile -t versions < <(two_kernels "$1")
  [ "${#versions[@]}" -eq 2 ] || { echo "no two kernels" && return 1; }
  fetch_kernel "$1" "${versions[0]}" "$2/old" && fetch_kernel "$1" "${versions[1]}" "$2/new" && install_old "$1" "$2"
}

# make_kernels ROOT: prints the folder.
make_kernels() {
  # shellcheck disable=SC2154 # of lib/roots.sh
  local folder=$RMCP_CACHE/kernels/$release key
  key=$(printf '%s\n' "$1" "$(declare -f two_kernels fetch_kernel lighten install_old fill_kernels)" | sha256sum | cut -c1-12)
  if [ "$(cat "$folder/key" 2>/dev/null)" != "$key" ]; then
    rm -rf --one-file-system "$folder"
    mkdir -p "$folder" && fill_kernels "$1" "$folder" >&2 && printf '%s\n' "$key" >"$folder/key" || return
  fi
  printf '%s\n' "$folder"
}
