#!/bin/sh
# SPDX-License-Identifier: MIT
# serve.sh COMMAND...: in a root, installs what was built, starts the bus and rmcpd on the machine in /mnt/machine, waits
# until it has looked at the cards and runs the command. All of it ends with this shell.
set -eu
cmake --install /mnt/build >/dev/null
install -m 644 /mnt/policy.toml /etc/rmcp/policy.d/10-test.toml
mount --bind /mnt/machine/sys /sys
mkdir -p /run/dbus
dbus-daemon --system
# libudev believes no /sys that is not a sysfs, unless told so.
SYSTEMD_DEVICE_VERIFY_SYSFS=0 /usr/libexec/rmcpd >/tmp/rmcpd.log 2>&1 &
tries=0
until rmcpctl list --json=short 2>&1 | grep -q '"state":"applied"'; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || { cat /tmp/rmcpd.log; break; }
  sleep 0.1
done
"$@"
