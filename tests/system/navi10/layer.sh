# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Debian's own amdgpu probes virtual Navi10 cards, in a guest that is a kernel and an initramfs. README.md says what is real.
# Scenarios run inside, all in one guest, one after the other. After one with a header line `# guest: own` comes a new guest.
# shellcheck disable=SC2034 # for run
patience=240
navi10=$RMCP_LAYER
# Debian 12's kernel, or the later one that $RMCP_KERNEL names: 6.12, or backports for the newest of Debian 13's.
navi10_kernel=${RMCP_KERNEL:-6.1}
navi10_cache=$RMCP_CACHE/navi10-$navi10_kernel
# shellcheck disable=SC2034 # of lib/roots.sh
[ "$navi10_kernel" != backports ] || release=trixie also=trixie-backports
# shellcheck source=tests/system/navi10/image.sh
. "$navi10/image.sh"
# shellcheck disable=SC2034 # of lib/vm.sh
guest_inside=(-C "$navi10/inside" check.sh words
  -C "$RMCP_TOP/tests/system/guest/inside" words/kernel_log.sh words/measures.sh words/slots.sh)

# A piece of RAM is taken out of the kernel's map, to be what is behind the cards' BARs: modules/virtual_pci/README.md.
guest_options() {
  printf '%s\n' -m 1024 -kernel "$navi10_cache/vmlinuz" -initrd "$navi10_cache/initramfs" \
    -append "console=ttyS0 quiet panic=-1 no_timer_check mitigations=off log_buf_len=4M memmap=320M%0x20000000-1" \
    -acpitable "sig=VFCT,rev=1,oem_id=RMCPD,oem_table_id=RMCPTEST,data=$navi10_cache/vfct"
}

why_not() {
  local program more=()
  [ "$navi10_kernel" = 6.1 ] || more=(unxz zstd) # how later ones are packed
  [ "$(uname -m)" = x86_64 ] || { echo "the guest is x86_64, this is $(uname -m)" && return; }
  for program in qemu-system-x86_64 mkfifo tar python3 "${more[@]}"; do
    command -v "$program" >/dev/null || { echo "$program is missing" && return; }
  done
  [ "$navi10_kernel" != backports ] || [ -d "$(navi10_root root_folder)" ] || has_suite trixie-backports ||
    { echo "no backports for Debian 13 where the host's packages come from, or it cannot be reached" && return; }
  is_static_busybox || { echo "no busybox that needs no libraries (busybox-static)" && return; }
  why_no_root
}

prepare() {
  make_navi10_image
  # The first scenario is not to be charged for it.
  start_guest
}

scenario() { # FILE
  local status=0
  if ! guest_usable; then
    stop_guest
    start_guest
  fi
  run_in_guest "$1" || status=$?
  case $status:$(header guest "$1") in
    0: | 77:) ;;
    *) stop_guest ;;
  esac
  return "$status"
}

clean() { stop_guest; }
