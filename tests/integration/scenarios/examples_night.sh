# machine: rx6600
# The example for the night: by the hour, whichever timer fired, and after a boot too.
. "$RMCP_TESTS/support/examples.sh"
card=0000:03:00.0
example_policy night/20-night.toml
work=$RMCP_MACHINE_ROOT/night
mkdir -p "$work"
install -m 755 "$RMCP_EXAMPLES/night/rmcp-night" "$work/rmcp-night"
# shellcheck disable=SC2016 # for the date that the script asks
printf '#!/bin/sh\necho "$HOUR"\n' >"$work/date"
chmod +x "$work/date"
at() { HOUR=$1 PATH=$work:$PATH "$work/rmcp-night"; }
level() { value $card power_dpm_force_performance_level; }
exits 0 run_lines ExecStartPre night/rmcp-night.service
is '/usr/local/sbin/rmcp-night' unit_lines ExecStart night/rmcp-night.service
for hour in 22 23 00 06; do
  exits 0 at $hour
  is low level
done
for hour in 07 08 12 21; do
  exits 0 at $hour
  is auto level
done
exits 0 at 22
is low level
exits 0 at 09
is auto level
