# machine: rx6600-egpu-rx7900xtx
# policy: fan_control
# needs: emulation
# The firmware's fan control of a newer card follows policy and goes back to its own.
card=0000:3f:00.0
fan() { value "$card" "gpu_od/fan_ctrl/$1:committed"; }
is applied state $card
has '^2500' fan acoustic_limit_rpm_threshold
has '2: 60C 50%' fan fan_curve
has '^0$' fan fan_zero_rpm_enable
has 'nothing to change' rmcpctl plan $card
has 'fan.curve .*-> auto ' rmcpctl revert $card
# People are shown no bytes that are for the driver, and a line of the log stays one.
has 'fan.curve: .* -> auto' cat "$RMCP_MACHINE_LOG"
has '^2800' fan acoustic_limit_rpm_threshold
has '2: 0C 0%' fan fan_curve
has '^1$' fan fan_zero_rpm_enable
