# machine: rx6600
# policy: parameters
# options: --no-daemon
# Where modprobe.d cannot be written the kernel arguments to set are named.
card=0000:03:00.0
mount -t tmpfs -o ro tmpfs "$RMCP_MACHINE_ROOT/modprobe.d" 2>/dev/null || exit 77
rmcp-machine daemon start
becomes $card degraded
has 'EROFS .*add to the kernel command line: amdgpu.noretry=1' rmcpctl status $card --json
has 'EROFS' rmcpctl kernel
is 12000 cat /sys/module/amdgpu/parameters/queue_preemption_timeout_ms
umount "$RMCP_MACHINE_ROOT/modprobe.d"
exits 0 rmcpctl reload
becomes $card pending
