# machine: egpu-rx7900xtx
# policy: inside
# options: --no-daemon
# needs: emulation
# A power cap in force outside its limits comes back as the card's default; without one nothing is written.
card=0000:3f:00.0
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
options=(--modprobe-dirs="$RMCP_MACHINE_ROOT/modprobe.d" --config-dirs="$RMCP_MACHINE_POLICY")
cap() { value "$card" hwmon/power1_cap; }
policy 20-cap <<'END'
format = 1
[[rule]]
name = "cap"
match = { external = true }
[rule.attribute]
power_cap = "300 W"
END
for found in 264000000 0; do
  rmcp-machine write $card hwmon/power1_cap $found
  rmcp-machine daemon start
  exits 0 rmcpctl apply
  becomes $card applied
  is 300000000 cap
  rmcp-machine daemon kill
  rmcp-machine daemon start
  becomes $card applied
  has "power_cap .*300 W -> 327 W .*back to the card's default, 327 W" rmcpctl revert
  is 327000000 cap
  is held state $card
  rmcp-machine daemon stop
done
# It is said before. A trial, and what puts back without a daemon, take the same way.
rmcp-machine write $card hwmon/power1_cap 264000000
rmcp-machine daemon start
has "power_cap .*264 W -> 300 W .*below the card's minimum of 294 W; comes back to the card's default, 327 W" rmcpctl plan
exits 0 rmcpctl apply --revert-after=5s
is 300000000 cap
eventually shows '^327000000' cap
rmcp-machine write $card hwmon/power1_cap 264000000
exits 0 rmcpctl apply
is 300000000 cap
rmcp-machine daemon kill
exits 0 "$rmcpd" "${options[@]}" --revert
is 327000000 cap
# Without a way back nothing is written, and it says why.
rmcp-machine write $card hwmon/power1_cap 264000000
rmcp-machine write $card hwmon/power1_cap_default 250000000
rmcp-machine daemon start
exits 1 rmcpctl apply
has "power_cap .*cannot be brought back: 264 W is below the card's minimum of 294 W" rmcpctl status $card
is 264000000 cap
# A default of 0 W is none.
rmcp-machine write $card hwmon/power1_cap_default 0
exits 1 rmcpctl apply
has 'the card does not report its default power cap' rmcpctl status $card
exits 1 rmcpctl set $card 'power_cap=80 %'
has 'the card does not report its default power cap' rmcpctl plan
is 264000000 cap
