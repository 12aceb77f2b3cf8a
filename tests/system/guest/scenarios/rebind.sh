# Unbind and bind: the settings that the driver has forgotten are applied again
card=0001:03:00.0
policy_for_both
plug_rx6600 $card
becomes $card applied

bind() { echo $card >/sys/bus/pci/drivers/amdgpu/"$1"; }
for _ in 1 2 3; do
  bind unbind
  becomes $card unmanaged
  bind bind
  becomes $card applied
  is 95000000 value $card hwmon/power1_cap
done
