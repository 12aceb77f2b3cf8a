# Two cards are there at boot: the enabled service has applied policy to both
# guest: fresh
card=0001:03:00.0 egpu=0001:0a:00.0

is running systemctl is-system-running --wait
becomes $card applied
becomes $egpu applied
is 95000000 value $card hwmon/power1_cap
is manual value $egpu power_dpm_force_performance_level
has '5 +COMPUTE\*' value $egpu pp_power_profile_mode
is 256000000 value $egpu hwmon/power1_cap
has external note $egpu
# By what it was told to do at boot, not because somebody has asked on the bus.
has '^enabled$' systemctl is-enabled rmcpd
is 0 systemctl show --value --property NRestarts rmcpd

systemd-analyze --no-pager
systemd-analyze --no-pager blame | grep -E 'rmcpd\.service'
systemd-analyze --no-pager critical-chain rmcpd.service
