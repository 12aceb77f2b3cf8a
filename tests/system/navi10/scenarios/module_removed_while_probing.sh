# The module is removed while a card is probed: the values are back at once, and the probe goes on without it
card=0001:03:00.0 other=0001:04:00.0
plug_navi10 $card
policy "$card/noretry=1/dc=0"
withhold_firmware
bind $card &
eventually is_held $card
is 1 parameter noretry
is 0 parameter dc
is 1 cat /sys/module/amdgpu/refcnt
exits 0 unload_devparam
is 0 cat /sys/module/amdgpu/refcnt
is "$parameters_were" parameters
let_go $card
wait
give_firmware_again
# The decision is made later in the probe than where it was held.
is "$noretry_default" chose $card
plug_navi10 $other
is "$noretry_default" chose $other
load_devparam
plug_navi10 0001:05:00.0
is "$noretry_default" chose 0001:05:00.0
