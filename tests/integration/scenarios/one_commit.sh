# machine: rx6600-egpu-rx7900xtx
# policy: one_commit
# needs: emulation
# The firmware follows all settings of a newer card's overdrive table, not the last one only.
card=0000:3f:00.0
writes() { rmcp-machine writes $card | grep -E '^(pp_od|gpu_od|hwmon/power1_cap)'; }
fan() { value "$card" "gpu_od/fan_ctrl/$1:committed"; }
table() { value "$card" pp_od_clk_voltage:committed; }
cap() { value "$card" hwmon/power1_cap:committed; }
all_in_force() { # CAP CORE
  has "^$1" cap
  has "1: $2Mhz" table
  has '0: 200Mhz' table
  has '^-60mV' table
  has '^0$' fan fan_zero_rpm_enable
  has '2: 60C 50%' fan fan_curve
}
is applied state $card
all_in_force 360000000 2600
# The cap first, then every edit, then one commit, in the file of the last edit.
is 'hwmon/power1_cap 360000000
pp_od_clk_voltage s 1 2600
pp_od_clk_voltage m 0 200
pp_od_clk_voltage vo -60
gpu_od/fan_ctrl/fan_zero_rpm_enable 0
gpu_od/fan_ctrl/fan_curve 0 30 25
gpu_od/fan_ctrl/fan_curve 1 45 35
gpu_od/fan_ctrl/fan_curve 2 60 50
gpu_od/fan_ctrl/fan_curve 3 75 75
gpu_od/fan_ctrl/fan_curve 4 90 100
gpu_od/fan_ctrl/fan_curve c' writes
# One knob changes: what else is wanted of the table goes with it, and the cap before it.
cp "$RMCP_MACHINE_POLICY"/policy.d/10-clocks.toml first
sed 's/2600 MHz/2500 MHz/' first | policy 10-clocks
exits 0 rmcpctl reload
all_in_force 360000000 2500
is 'hwmon/power1_cap 360000000
pp_od_clk_voltage s 1 2500
pp_od_clk_voltage m 0 200
pp_od_clk_voltage vo -60
gpu_od/fan_ctrl/fan_zero_rpm_enable 0
gpu_od/fan_ctrl/fan_curve 0 30 25
gpu_od/fan_ctrl/fan_curve 1 45 35
gpu_od/fan_ctrl/fan_curve 2 60 50
gpu_od/fan_ctrl/fan_curve 3 75 75
gpu_od/fan_ctrl/fan_curve 4 90 100
gpu_od/fan_ctrl/fan_curve c' writes
# A cap alone changes no clock.
sed 's/360 W/350 W/' first | sed 's/2600 MHz/2500 MHz/' | policy 10-clocks
exits 0 rmcpctl reload
all_in_force 350000000 2500
# The cap is not wanted any more, the rest is: it is still in force.
sed '/power_cap/d' first | policy 10-clocks
exits 0 rmcpctl reload
all_in_force 327000000 2600
# Half of the table goes back, half of it stays.
sed '/core_clock\|curve/d' first | policy 10-clocks
exits 0 rmcpctl reload
has '^360000000' cap
has '1: 2735Mhz' table
has '^-60mV' table
has '^0$' fan fan_zero_rpm_enable
has '2: 0C 0%' fan fan_curve
# A kernel that keeps what was committed takes the same writes.
exits 0 rmcpctl revert $card
has '^327000000' cap
has '^0mV' table
has '0: 97Mhz' table
has '^1$' fan fan_zero_rpm_enable
rmcp-machine commits $card kept
policy 10-clocks <first
exits 0 rmcpctl reload
exits 0 rmcpctl apply $card
all_in_force 360000000 2600
exits 0 rmcpctl revert $card
has '^327000000' cap
has '1: 2735Mhz' table
has '2: 0C 0%' fan fan_curve
