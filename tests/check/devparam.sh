# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# rmcp_devparam goes through its scenario on a kernel that checks locks, sleeps and memory. Needs root; builds that kernel.
set -euo pipefail
here=$RMCP_TOP/tests/check/devparam
guest_top=$RMCP_TOP/tests/system/guest
RMCP_CACHE=${RMCP_CACHE:-${XDG_CACHE_HOME:-/var/cache}/rmcpd-tests}
folder=$RMCP_CACHE/checking-kernel
for file in "$RMCP_TOP"/tests/system/lib/{roots,kernel}.sh; do
  # shellcheck source=/dev/null
  . "$file"
done
modules=("$RMCP_TOP"/tests/system/modules/{virtual_pci,amdgpu,provoke} "$RMCP_TOP/kernel-patch/devparam")

why_not() {
  [ "$(uname -m)" = x86_64 ] || { echo "the kernel is for x86_64, this is $(uname -m)" && return; }
  command -v qemu-system-x86_64 >/dev/null || { echo "qemu-system-x86_64 is missing" && return; }
  why_no_root
}

tools_root() {
  make_root checking-kernel gcc make flex bison bc libelf-dev libc6-dev busybox-static bash-static cpio kmod xz-utils perl \
    linux-source-6.1
}

kernel_make() { # ROOT ARGUMENT...
  local root=$1
  shift
  in_root_with "$folder" "$root" make -s -C /mnt/linux "$@"
}

# Kconfig wants all of its files, make those that are built: drivers are the most of the rest.
unpack_source() { # ROOT
  local top=linux-source-6.1 part leave_out=("--exclude=linux-source-6.1/Documentation/*/*" "--exclude=*/amd/include")
  for part in 'arch/[!x]*' sound tools/perf drivers/{infiniband,media,net,scsi,staging,usb}; do
    leave_out+=("--exclude=$top/$part/*.[chS]" "--exclude=$top/$part/*.dts*")
  done
  rm -rf "$folder"
  mkdir -p "$folder/linux"
  in_root_with "$folder" "$1" tar -C /mnt/linux --strip-components=1 "${leave_out[@]}" -xf "/usr/src/$top.tar.xz"
}

# Kept until the configuration or Debian's source changes; make goes on with what was interrupted.
build_kernel() { # ROOT
  local source
  source=$(sha256sum <"$here/kernel.config")$1
  if [ "$(cat "$folder/source" 2>/dev/null)" != "$source" ]; then
    unpack_source "$1"
    cp "$here/kernel.config" "$folder/"
    kernel_make "$1" KCONFIG_ALLCONFIG=/mnt/kernel.config allnoconfig
    compare_config
    printf '%s\n' "$source" >"$folder/source"
  fi
  kernel_make "$1" -j "$(nproc)" bzImage modules
}

# A wish whose dependencies are missing is dropped without a word.
compare_config() {
  local line
  while read -r line; do
    grep -qxF "$line" "$folder/linux/.config" || { echo "the kernel has not taken $line" && return 1; }
  done < <(grep '^CONFIG_' "$here/kernel.config")
}

build_modules_for_it() { # ROOT
  local source
  rm -rf "$folder/modules"
  mkdir "$folder/modules"
  for source in "${modules[@]}"; do
    cp -r "$source" "$folder/modules/"
    kernel_make "$1" "M=/mnt/modules/${source##*/}" KCFLAGS=-Werror modules
  done
}

# bash and busybox, the modules, the scenario with its words.
make_initramfs() { # ROOT
  local files=$folder/files
  rm -rf "$files"
  mkdir -p "$files"/{bin,dev,proc,sys,tmp,modules,test/words}
  install "$1/bin/bash-static" "$files/bin/bash"
  install "$1/bin/busybox" "$here"/bin/* "$files/bin/"
  install "$here/init" "$files/init"
  cp "$folder"/modules/*/*.ko "$files/modules/"
  cp "$RMCP_TOP/tests/support/words.sh" "$guest_top/scenarios/devparam.sh" "$files/test/"
  cp "$guest_top"/inside/words/*.sh "$files/test/words/"
  in_root_with "$folder" "$1" sh -c 'cd /mnt/files && find . | cpio -o -H newc --quiet | gzip -1 >/mnt/initramfs'
}

# Without ACPI in the kernel a restart is what ends QEMU.
run_kernel() {
  timeout 900 qemu-system-x86_64 -machine q35 -smp 2 -m 1G -nodefaults -no-user-config -display none -no-reboot \
    -kernel "$folder/linux/arch/x86/boot/bzImage" -initrd "$folder/initramfs" -serial stdio \
    -append 'console=ttyS0 quiet panic=-1 no_timer_check mitigations=off kmemleak=on log_buf_len=4M' </dev/null | tr -d '\r'
}

if reason=$(why_not); then echo "$reason" && exit 77; fi
root=$(tools_root)
since=$SECONDS
build_kernel "$root"
echo "the kernel is $(kernel_make "$root" kernelrelease), built in $((SECONDS - since)) s"
build_modules_for_it "$root"
make_initramfs "$root"
run_kernel | tee "$RMCP_WORK/console"
grep -qx 'devparam: passed' "$RMCP_WORK/console"
