# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# rmcp_devparam goes through its scenario under the memory checks that Debian's kernel has. Needs root.
set -euo pipefail
here=$RMCP_TOP/tests/check/devparam
guest_top=$RMCP_TOP/tests/system/guest
RMCP_CACHE=${RMCP_CACHE:-${XDG_CACHE_HOME:-/var/cache}/rmcpd-tests}
for file in "$RMCP_TOP"/tests/system/lib/{roots,kernel}.sh; do
  # shellcheck source=/dev/null
  . "$file"
done
modules=(tests/system/modules/{virtual_pci,amdgpu} kernel-patch/devparam)

why_not() {
  local program
  [ "$(uname -m)" = x86_64 ] || { echo "the kernel is for x86_64, this is $(uname -m)" && return; }
  for program in qemu-system-x86_64 busybox bash; do
    command -v "$program" >/dev/null || { echo "$program is missing" && return; }
  done
  why_no_root
}

# With the libraries that it needs, at the same paths.
copy_program() { # PROGRAM FILES
  local file
  install "$1" "$2/bin/"
  for file in $(ldd "$1" 2>/dev/null | grep -o '/[^ )]*'); do install -D "$file" "$2$file"; done
}

# bash and busybox, the modules, the scenario with its words.
make_initramfs() { # ROOT FILES
  local module file
  mkdir -p "$2"/{bin,dev,proc,sys,tmp,modules,test/words}
  copy_program "$(command -v bash)" "$2"
  copy_program "$(command -v busybox)" "$2"
  install "$here"/bin/* "$2/bin/"
  install "$here/init" "$2/init"
  for module in "${modules[@]}"; do
    file=$(module_of "$module" "$1") && cp "$file" "$2/modules/"
  done
  cp "$1/lib/modules/$(kernel_version "$1")/kernel/drivers/gpu/drm/drm.ko" "$2/modules/"
  cp "$RMCP_TOP/tests/support/words.sh" "$guest_top/scenarios/devparam.sh" "$2/test/"
  cp "$guest_top"/inside/words/*.sh "$2/test/words/"
  (cd "$2" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1)
}

# SLUB's checks of every object (red zones, poison, owners), and KFENCE with an allocation each 2 ms.
run_kernel() { # ROOT INITRAMFS
  timeout 600 qemu-system-x86_64 -machine q35 -smp 2 -m 768 -nodefaults -no-user-config -display none -no-reboot \
    -kernel "$(kernel_image "$1")" -initrd "$2" -serial stdio \
    -append 'console=ttyS0 quiet panic=-1 mitigations=off slub_debug=FZPU kfence.sample_interval=2' </dev/null | tr -d '\r'
}

if reason=$(why_not); then echo "$reason" && exit 77; fi
root=$(kernel_root)
make_initramfs "$root" "$RMCP_WORK/files" >"$RMCP_WORK/initramfs"
run_kernel "$root" "$RMCP_WORK/initramfs" | tee "$RMCP_WORK/console"
grep -qx 'devparam: passed' "$RMCP_WORK/console"
