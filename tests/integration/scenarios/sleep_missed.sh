# machine: rx6600
# policy: overdrive
# needs: emulation
# A logind that goes while the machine is to sleep leaves nobody asleep; one that prepares for it already is heard at start.
card=0000:03:00.0
heard=$RMCP_MACHINE_ROOT/heard
logind() {
  mkfifo "$RMCP_MACHINE_ROOT/logind$1"
  exec {logind}<>"$RMCP_MACHINE_ROOT/logind$1"
  rmcp-peer org.freedesktop.login1 <"$RMCP_MACHINE_ROOT/logind$1" >>"$heard" &
}
tell() { echo "$*" >&"$logind"; }
prepare_for_sleep() { tell signal /org/freedesktop/login1 org.freedesktop.login1.Manager PrepareForSleep "$1"; }
has_heard() { [ "$(grep -c "^$1" "$heard")" -ge "$2" ]; }
is 1 value $card hwmon/pwm1_enable
logind 1
eventually has_heard inhibited 1
prepare_for_sleep yes
eventually has_heard released 1
is 2 value $card hwmon/pwm1_enable
tell quit
wait
# Another comes, and the machine is awake.
logind 2
eventually has_heard inhibited 2
eventually has_value $card hwmon/pwm1_enable 1
# The daemon comes while the machine prepares for sleep.
tell preparing yes
rmcp-machine daemon stop
eventually has_heard released 2
rmcp-machine daemon start
eventually has_heard inhibited 3
eventually has_heard released 3
tell preparing no
prepare_for_sleep no
eventually has_heard inhibited 4
eventually has_value $card hwmon/pwm1_enable 1
tell quit
wait
