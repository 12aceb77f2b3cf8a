# machine: rx6600
# policy: two
# needs: emulation
# An external GPU comes, gets its own policy, goes, comes back: each time from scratch.
egpu=0000:3f:00.0
hasnt $egpu rmcpctl list
for round in 1 2 3; do
  rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
  exits 0 rmcpctl wait $egpu --timeout=10
  is applied state $egpu
  is manual value $egpu power_dpm_force_performance_level
  is 294000000 value $egpu hwmon/power1_cap
  has 'hotplug' rmcpctl show $egpu
  has 'external' rmcpctl list
  rmcp-machine unplug $egpu
  eventually sh -c "! rmcpctl list --no-legend | grep -q $egpu"
  exits 4 rmcpctl show $egpu
done
is applied state 0000:03:00.0
# Without a name, wait is for whatever has just come.
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait
is applied state $egpu
