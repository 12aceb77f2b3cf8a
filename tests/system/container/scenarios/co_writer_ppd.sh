# The real power-profiles-daemon is named before any fight; what it writes is reported, and fought where a rule insists, three times.
peer=$(cat "$RMCP_WORK/power-profiles")
[ -n "$peer" ] || { echo "no power-profiles-daemon of Debian 13 was to be had, see the layer's preparation" && exit 77; }
# Its unit, its bus policy and its polkit actions as they are. Its libraries are of its own Debian.
exits 0 inside mkdir -p /opt/peer
tar --directory "$peer" --create . | inside tar --directory /opt/peer --extract
exits 0 inside sh -ec 'cd /opt/peer/usr
  cp lib/systemd/system/power-profiles-daemon.service /etc/systemd/system/
  cp share/dbus-1/system.d/* /usr/share/dbus-1/system.d/
  cp share/polkit-1/actions/* /usr/share/polkit-1/actions/'
# It leaves GPUs alone beside a processor that is not AMD's; and believes no /sys of plain files, like all that use libudev.
put /etc/cpuinfo <<'END'
processor	: 0
vendor_id	: AuthenticAMD
END
put /etc/systemd/system/power-profiles-daemon.service.d/here.conf <<'END'
[Unit]
After=
[Service]
RootDirectory=/opt/peer
BindPaths=/sys /run/dbus /run/udev
BindReadOnlyPaths=/etc/cpuinfo:/proc/cpuinfo /etc/passwd /etc/group
Environment=SYSTEMD_DEVICE_VERIFY_SYSFS=0
ExecStart=
ExecStart=/usr/libexec/power-profiles-daemon -vv
END
exits 0 inside systemctl daemon-reload
exits 0 inside systemctl reload dbus
call() { inside busctl --system call org.freedesktop.UPower.PowerProfiles /org/freedesktop/UPower/PowerProfiles org.freedesktop.UPower.PowerProfiles "$@"; }
profile() { # NAME
  exits 0 inside busctl --system set-property org.freedesktop.UPower.PowerProfiles /org/freedesktop/UPower/PowerProfiles \
    org.freedesktop.UPower.PowerProfiles ActiveProfile s "$1"
}
level() { value $card power_dpm_force_performance_level; }
is_level() { has_value $card power_dpm_force_performance_level "$1"; }
check_every_ten_seconds() { inside sed -i 's/^#*check_interval.*/check_interval = "10 s"/' /etc/rmcp/rmcpd.toml; }
# Named as soon as it runs, when nothing has happened yet; and no more when it is gone.
high_policy
check_every_ten_seconds
enable_now
becomes $card applied
hasnt 'also running' rmcpctl status
exits 0 inside systemctl start power-profiles-daemon
named() { rmcpctl status | grep -q 'also running, power-profiles-daemon: writes the performance level'; }
eventually named
# Its part for GPUs is off until somebody asks for it.
exits 0 call SetActionEnabled sb amdgpu_dpm true
# What it writes every day is not fought over: seen, said, and left.
profile power-saver
eventually is_level low
within 15 in_state $card drifted
is low level
exits 3 rmcpctl verify
has 'wanted high +found low .*changed by another program' rmcpctl verify
is 97000000 value $card hwmon/power1_cap
# Who insists gets it, and three rounds in a minute are a fight, which is given up and shown.
policy 10-high <<'END'
format = 1
[[rule]]
name = "ours"
on_drift = "enforce"
[rule.attribute]
power_dpm_force_performance_level = "high"
END
exits 0 inside systemctl reload rmcpd
eventually is_level high
for round in 1 2 3; do
  # Only another profile is written.
  profile balanced
  profile power-saver
  eventually is_level low
  [ "$round" = 3 ] || within 15 is_level high
done
within 15 in_state $card contended
has 'contended' rmcpctl status $card
is low level
exits 0 rmcpctl apply
is high level
exits 0 inside systemctl stop power-profiles-daemon
not_named() { ! rmcpctl status | grep -q 'also running'; }
eventually not_named
