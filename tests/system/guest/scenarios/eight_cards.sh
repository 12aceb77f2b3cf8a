# Eight cards of different kinds at once: each gets what is meant for it
policy eight <<'TOML'
format = 1
[[rule]]
name = "all"
[rule.attribute]
power_dpm_force_performance_level = "high"
[[rule]]
name = "navi31"
match = { gfx = "gfx1100" }
[rule.attribute]
power_cap = "300 W"
[[rule]]
name = "outside"
match = { external = true }
[rule.attribute]
runtime_pm = "on"
TOML
cards=(0001:01:00.0 0001:02:00.0 0001:03:00.0 0001:04:00.0 0001:05:00.0 0001:06:00.0 0001:07:00.0 0001:0a:00.0)
plug 0001:01:00.0 1002:744c subsystem=1da2:e471 primary
plug 0001:02:00.0 1002:73ff subsystem=1458:2334 class=038000
plug 0001:03:00.0 1002:73bf subsystem=1002:0e3a
plug 0001:04:00.0 1002:67df subsystem=1043:0521 speed=3
plug 0001:05:00.0 1002:1681 subsystem=1025:1234 width=0
plug 0001:06:00.0 1002:731f subsystem=1002:0b36 removable=no
plug 0001:07:00.0 1002:74a1 subsystem=1002:74a1 class=120000
# As Thunderbolt does it: an external port, a switch in the enclosure, the card behind it.
plug 0001:00:1f.0 8086:9a23 bridge=08-0a external
plug 0001:08:00.0 1002:1478 bridge=09-0a port=upstream
plug 0001:09:00.0 1002:1479 bridge=0a port=downstream
plug 0001:0a:00.0 1002:744c subsystem=1da2:e471

for card in "${cards[@]}"; do
  becomes "$card" applied
  is high value "$card" power_dpm_force_performance_level
done
is 300000000 value 0001:01:00.0 hwmon/power1_cap
is 300000000 value 0001:0a:00.0 hwmon/power1_cap
is 100000000 value 0001:02:00.0 hwmon/power1_cap
has external note 0001:0a:00.0
is on value 0001:0a:00.0 power/control
is auto value 0001:01:00.0 power/control
is 8 grep -c . <(rmcpctl list --no-legend)

# The cable is pulled: the whole chain goes, the others stay as they are.
yank 0001:00:1f.0
eventually unlisted 0001:0a:00.0
is 7 grep -c . <(rmcpctl list --no-legend)
