# machine: rx6600
# policy: overdrive
# needs: emulation
# Manual fan control goes back to automatic before the machine sleeps, and policy is applied again when it wakes up.
card=0000:03:00.0
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
mkfifo "$RMCP_MACHINE_ROOT/logind"
exec {logind}<>"$RMCP_MACHINE_ROOT/logind"
heard=$RMCP_MACHINE_ROOT/heard
rmcp-peer org.freedesktop.login1 <"$RMCP_MACHINE_ROOT/logind" >"$heard" &
prepare_for_sleep() {
  echo "signal /org/freedesktop/login1 org.freedesktop.login1.Manager PrepareForSleep $1" >&"$logind"
}
is 1 value $card hwmon/pwm1_enable
eventually grep -q '^inhibited sleep delay rmcpd' "$heard"
prepare_for_sleep yes
eventually grep -q '^released' "$heard"
is 2 value $card hwmon/pwm1_enable
has '^-50mV' value $card pp_od_clk_voltage:committed
# Asleep, the card forgets.
rmcp-machine write $card power_dpm_force_performance_level auto
prepare_for_sleep no
eventually has_value $card hwmon/pwm1_enable 1
eventually has_value $card hwmon/pwm1 102
eventually shows '"last_reason":"resume"' rmcpctl show $card --json=short
is 2 grep -c '^inhibited' "$heard"
# Without a daemon nobody watches the fan: what the unit runs when the daemon has ended, however.
rmcp-machine daemon kill
is 1 value $card hwmon/pwm1_enable
exits 0 "$rmcpd" --release
is 2 value $card hwmon/pwm1_enable
has '^-50mV' value $card pp_od_clk_voltage:committed
rmcp-machine daemon start
eventually has_value $card hwmon/pwm1_enable 1
exits 0 rmcpctl revert
is 2 value $card hwmon/pwm1_enable
has '^0mV' value $card pp_od_clk_voltage:committed
echo quit >&"$logind"
wait
