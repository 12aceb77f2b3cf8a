# machine: rx6600-egpu-rx7900xtx
# options: --no-daemon
# A card as policy: `config new` to start from, `config capture` as it is now. Both are valid, and change nothing.
card=0000:03:00.0
egpu=0000:3f:00.0
offline() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" "$@"; }
file=$RMCP_MACHINE_POLICY/policy.d/10-written.toml
rm -f "$RMCP_MACHINE_POLICY"/policy.d/*
for device in $card $egpu; do
  rmcpctl config new $device >"$file"
  has 'unique_id|subsystem_vendor' cat "$file"
  exits 0 offline config check
  has 'nothing to change' offline plan $device
  # All of it, at its present values.
  sed -i 's/^#\([a-z_0-9]* = \)/\1/' "$file"
  exits 0 offline config check
  has 'nothing to change' offline plan $device
  has 'power_cap = "' cat "$file"
done
has 'unique_id = "5a2c91d07be4f318"' cat "$file"

rm "$file"
rmcpctl config capture $card >"$file"
exits 0 offline config check
hasnt '^[a-z_]+ = .*(auto|W")' sed -n '/^\[rule.attribute\]/,$p' "$file"
rmcp-machine write $card power_dpm_force_performance_level high
rmcp-machine write $card hwmon/power1_cap 95000000
rmcpctl config capture $card >"$file"
has '^power_dpm_force_performance_level = "high"' cat "$file"
has '^power_cap = "95 W"' cat "$file"
exits 0 offline config check
has 'nothing to change, 2 already in force' offline plan $card
exits 4 rmcpctl config new 77:00.0
exits 2 rmcpctl config capture
has '"text": ' rmcpctl config new $card --json
