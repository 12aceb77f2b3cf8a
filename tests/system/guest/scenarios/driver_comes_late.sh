# The driver is loaded after the daemon has started: its device cgroup lets it ask the new render node
card=0001:03:00.0
systemctl stop rmcpd
unload_driver
hasnt ' drm$' cat /proc/devices
restart_daemon
policy_for_both
# The blacklist keeps udev from loading it by itself; udevd looks at such files every few seconds only, or when told to.
echo 'blacklist amdgpu' >/etc/modprobe.d/late.conf
udevadm control --reload
plug_rx6600 $card
becomes $card unmanaged
has 'no driver' note $card

rm /etc/modprobe.d/late.conf
udevadm control --reload
load_driver
becomes $card applied
is 95000000 value $card hwmon/power1_cap
# These two come through the node alone.
is '"3.49.0"' property $card DriverVersion
is 28 property $card ComputeUnits
