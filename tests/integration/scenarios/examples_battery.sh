# machine: laptop-phoenix-rx7700s
# The example for laptops: the discrete card is slow on battery, the APU is left alone.
. "$RMCP_TESTS/support/examples.sh"
card=0000:03:00.0
apu=0000:c4:00.0
example_policy battery/20-battery.toml
level() { value "$1" power_dpm_force_performance_level; }
# A boot on battery: the service finds no use of a profile. Events come in bursts.
for _ in 1 2; do
  exits 0 run_lines ExecStart battery/rmcp-on-battery.service
  is low level $card
  is auto level $apu
done
for _ in 1 2; do
  exits 0 run_lines ExecStart battery/rmcp-on-mains.service
  is auto level $card
done
has 'ConditionACPower=false' cat "$RMCP_EXAMPLES/battery/rmcp-on-battery.service"
has 'ConditionACPower=true' cat "$RMCP_EXAMPLES/battery/rmcp-on-mains.service"
