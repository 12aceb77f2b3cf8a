#!/bin/bash
# SPDX-License-Identifier: MIT
# start.sh COMMAND...: in the root, installs the packages' files, shows the cards in /sys and runs the command.
# start.sh --daemon COMMAND...: with the bus and rmcpd, once it has looked at the cards. All of it ends with this shell.
set -eu
tar -C /mnt/packages --create . | tar -C / --extract --keep-directory-symlink # /lib is a link, not in packages
mount --bind /mnt/machine/sys /sys
# Whoever may not open a card's node does not have the card.
mkdir -p /dev/dri
for node in kfd $(cd /sys/class/drm && echo card*[0-9] renderD* | sed 's|[^ ]*|dri/&|g'); do
  mknod "/dev/$node" c 1 3 || true
done
# libudev believes no /sys that is not a sysfs, unless told so.
export SYSTEMD_DEVICE_VERIFY_SYSFS=0
if [ "$1" != --daemon ]; then exec "$@"; fi
shift
mkdir -p /run/dbus
dbus-daemon --system
/usr/libexec/rmcpd >/tmp/rmcpd.log 2>&1 &
for _ in {1..100}; do
  ! rmcpctl wait --timeout=10s >/tmp/wait.log 2>&1 || break
  sleep 0.1
done
"$@" || {
  status=$?
  cat /tmp/rmcpd.log >&2
  exit $status
}
