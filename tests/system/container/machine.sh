# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The container of a scenario, with GPUs that are plain files.
boot() { # bare|installed
  power_off # of a scenario that ended early
  rm -rf "$RMCP_WORK/machine"
  mkdir "$RMCP_WORK/machine"
  "${tree_tool:?}" write "$RMCP_WORK/machine" "$RMCP_TOP/tests/machines/rx6600.toml"
  start_container "$RMCP_WORK/$1" --bind="$RMCP_WORK/machine:/machine" --bind-ro="$RMCP_WORK/debs:/debs" || return
  # libudev takes a system without /run/udev/control for one without udevd, and hears nothing. nspawn gives
  # its container a boot id by a mount, which a unit with a /proc of its own does not see: two ids in one boot. Without it,
  # journald has to hear of the other one, or `systemctl status` finds no messages.
  # shellcheck disable=SC2016
  inside sh -ec 'mkdir -p /run/udev; touch /run/udev/control
    umount /proc/sys/kernel/random/boot_id; systemctl restart systemd-journald
    for folder in bus class dev devices; do mount --bind /machine/sys/$folder /sys/$folder; done'
}
