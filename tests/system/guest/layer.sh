# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The packages on Debian's kernel in a virtual machine, with cards that come and go as a test wants: a host bridge made of
# software (../modules/virtual_pci) and a driver named amdgpu that behaves like the real one (../modules/amdgpu).
# Scenarios run inside, all in one guest after the other. A second header line can ask for more:
#   # guest: fresh    one that no other scenario has used
#   # guest: own      and that no other scenario will use
# A third says how often it makes the guest boot, the first time included:
#   # boots: N
patience=900
guest_top=$RMCP_LAYER
guest_cache=$RMCP_CACHE/guest
# shellcheck source=tests/system/guest/image.sh
. "$guest_top/image.sh"
# shellcheck disable=SC2034 # of lib/vm.sh
guest_inside=(-C "$guest_top/inside" check.sh words)

# quiet: a serial console is slow, and the log is asked for where it matters. no_timer_check: on a busy host an emulated
# timer is too late for that check, which panics. amdgpu.msi: what rmcpctl kernel has to find there.
guest_options() {
  printf '%s\n' -m 768 -kernel "$guest_cache/vmlinuz" -initrd "$guest_cache/initrd" \
    -append "root=/dev/vda rw console=ttyS0 quiet panic=-1 no_timer_check mitigations=off amdgpu.msi=1" \
    -drive "file=$guest_cache/disk,if=virtio,format=raw,cache=unsafe,snapshot=on"
}

why_not() {
  local program
  [ "$(uname -m)" = x86_64 ] || { echo "the guest is x86_64, this is $(uname -m)" && return; }
  for program in qemu-system-x86_64 mke2fs mkfifo tar; do
    command -v "$program" >/dev/null || { echo "$program is missing" && return; }
  done
  why_no_root || why_no_packages
}

prepare() {
  make_image
  # The first scenario is not to be charged for it.
  start_guest
}

scenario() { # FILE
  local file=$1 wish status=0
  wish=$(header guest "$file")
  if ! guest_usable || { [ -n "$wish" ] && guest_used; }; then
    stop_guest
    start_guest
  fi
  run_in_guest "$file" || status=$?
  case $status:$wish in
    0: | 0:fresh | 77: | 77:fresh) ;;
    *) stop_guest ;;
  esac
  return "$status"
}

clean() { stop_guest; }
