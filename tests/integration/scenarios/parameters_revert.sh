# machine: rx6600
# policy: parameters
# Reverting all devices takes the file away, also without the daemon; applying brings it back.
card=0000:03:00.0
file=$RMCP_MACHINE_ROOT/modprobe.d/rmcp.conf
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
eventually test -e "$file"
becomes $card pending
exits 0 rmcpctl revert
eventually test ! -e "$file"
is held state $card
is 9000 cat /sys/module/amdgpu/parameters/queue_preemption_timeout_ms
exits 0 rmcpctl apply
eventually test -e "$file"
rmcp-machine daemon stop
options=(--modprobe-dirs="$RMCP_MACHINE_ROOT/modprobe.d" --config-dirs="$RMCP_MACHINE_POLICY")
has '"reboot_for":\["noretry","runpm"\]' "$rmcpd" "${options[@]}" --offline kernel
exits 0 "$rmcpd" "${options[@]}" --revert
[ ! -e "$file" ] || fail "$file is there"
