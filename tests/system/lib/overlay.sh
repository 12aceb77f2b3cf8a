# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# A root that is not changed: what is written in it goes elsewhere, and with the command.

shared=$RMCP_WORK/shared # the folder that `inside_of` has at /mnt

# Runs a command in a root with the shared folder at /mnt; other changes are gone with it. $upper_layers: folders that are laid
# over the root, "A:B:", A uppermost.
inside_of() { # ROOT COMMAND...
  local root=$1 over=$RMCP_WORK/over
  shift
  mkdir -p "$over" "$shared"
  # shellcheck disable=SC2016 # for the inner shell
  RMCP_IN_ROOT=$(declare -f in_root) unshare --mount bash -ec '
    eval "$RMCP_IN_ROOT"
    over=$1 lower=$2 shared=$3; shift 3
    mount -t tmpfs tmpfs "$over"
    mkdir "$over"/{upper,work,root}
    mount -t overlay -o "lowerdir=$lower,upperdir=$over/upper,workdir=$over/work" overlay "$over/root"
    mount --bind "$shared" "$over/root/mnt"
    in_root "$over/root" "$@"' inside_of "$over" "${upper_layers:-}$root" "$shared" "$@"
}
