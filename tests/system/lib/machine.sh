# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# A root that is used like a machine of its own: with all devices, and with a root folder that programs can leave behind.
# chroot does not do for those that make namespaces. As udev has it, anybody may use /dev/fuse.

as_machine() { # ROOT USER COMMAND...
  local root=$1 user=$2
  shift 2
  # shellcheck disable=SC2016 # for the inner shell
  unshare --mount --pid --fork bash -ec '
    root=$1 user=$2; shift 2
    mount --bind "$root" "$root"
    cd "$root"
    mount -t proc proc proc
    for folder in dev sys; do mount --rbind /$folder $folder && mount --make-rslave $folder; done
    for folder in dev/shm run; do mount -t tmpfs tmpfs $folder; done
    mkdir -p mnt/old
    [ -e mnt/fuse ] || mknod -m 666 mnt/fuse c 10 229
    [ ! -e dev/fuse ] || mount --bind mnt/fuse dev/fuse
    pivot_root . mnt/old
    umount -l /mnt/old
    home=$(getent passwd "$user" | cut -d: -f6)
    cd "$home"
    exec setpriv --reuid="$user" --regid="$user" --init-groups env -i HOME="$home" USER="$user" TERM=dumb LC_ALL=C.UTF-8 \
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ${http_proxy+"http_proxy=$http_proxy"} \
      ${https_proxy+"https_proxy=$https_proxy"} ${no_proxy+"no_proxy=$no_proxy"} "$@"' as_machine "$root" "$user" "$@"
}
