# Debian's own amdgpu is loaded for cards that it cannot use: listed as unmanaged, nothing else suffers
card=0001:03:00.0 other=0001:04:00.0
policy_for_both
unload_driver
use_real_amdgpu
has /kernel/drivers/gpu/drm/amd/ modinfo --field filename amdgpu

loaded() { grep -q '^amdgpu ' /proc/modules; }
logged() { kernel_log | grep -q "$1"; }
plug_rx6600 $card
within 60 loaded
exits 1 test -e /sys/kernel/amdgpu_test
within 60 logged "amdgpu requires firmware installed"
becomes $card unmanaged
has 'no driver' note $card
has 'unmanaged' rmcpctl apply $card

# Further into its probe: with a folder for firmware and memory behind the BARs.
clear_slots
modprobe --remove virtual_pci
mkdir -p /lib/firmware/amdgpu
modprobe virtual_pci plugged= window32=0x60000000,0x8000000 window64=0x8000000000,0x1000000000
plug $other 1002:67df subsystem=1043:0521 bar0=256M,64,prefetch bar2=2M,64,prefetch bar5=512K
within 60 logged "amdgpu: probe of $other failed"
becomes $other unmanaged
is active systemctl is-active rmcpd
yank $other
eventually unlisted $other

# As it was, for the scenarios that follow.
exits 0 modprobe --remove amdgpu
modprobe --remove virtual_pci && modprobe virtual_pci plugged=
rmdir /lib/firmware/amdgpu
use_test_amdgpu
has /updates/ modinfo --field filename amdgpu
