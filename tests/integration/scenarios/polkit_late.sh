# machine: rx6600
# policy: inside
# Leave that is given late counts for the card that it was asked for, not for one that has come to its place.
[ "$(id -u)" = 0 ] || exit 77
command -v busctl >/dev/null || exit 77
card=0000:03:00.0
heard=$RMCP_MACHINE_ROOT/heard
mkfifo "$RMCP_MACHINE_ROOT/polkit"
exec {polkit}<>"$RMCP_MACHINE_ROOT/polkit"
revert() {
  setpriv --reuid=65534 --regid=65534 --clear-groups busctl --system --timeout=60 call io.github.rmcpd \
    /io/github/rmcpd1/device/0000_03_00_0 io.github.rmcpd1.Device Revert 'a{sv}' 1 interactive b true
}
asked() { [ "$(grep -c '^asked' "$heard")" -ge "$1" ]; }
rmcp-peer org.freedesktop.PolicyKit1 <"$RMCP_MACHINE_ROOT/polkit" >"$heard" &
eventually grep -q ready "$heard"
becomes $card applied
# The same card: it is reverted.
revert >"$RMCP_MACHINE_ROOT/first" 2>&1 &
first=$!
eventually asked 1
echo grant >&"$polkit"
wait $first
becomes $card held
is auto value $card power_dpm_force_performance_level
exits 0 rmcpctl apply
becomes $card applied
# The driver is bound anew: whatever card that is, nobody was asked about it.
revert >"$RMCP_MACHINE_ROOT/second" 2>&1 &
second=$!
eventually asked 2
rmcp-machine unbind $card
becomes $card unmanaged
rmcp-machine bind $card amdgpu
becomes $card applied
echo grant >&"$polkit"
wait $second
is 1 echo $?
has 'the device is gone' cat "$RMCP_MACHINE_ROOT/second"
is applied state $card
is high value $card power_dpm_force_performance_level
echo quit >&"$polkit"
wait
