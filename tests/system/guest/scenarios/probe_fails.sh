# A card whose probe fails is listed and left alone; the other one has its policy
card=0001:03:00.0 broken=0001:04:00.0
policy_for_both
make $broken fail probe EINVAL
plug_rx6600 $broken
plug_rx6600 $card
becomes $card applied
is 95000000 value $card hwmon/power1_cap
becomes $broken unmanaged
has 'no driver' note $broken
exits 1 rmcpctl apply $broken
has 'unmanaged' rmcpctl apply $broken

# Healed, it binds when somebody tries again.
cure_all
echo $broken >/sys/bus/pci/drivers_probe
becomes $broken applied
