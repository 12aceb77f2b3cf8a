# A card is torn out while it is probed: its values are put back when the probe ends, and the next card has its own
card=0001:03:00.0 other=0001:04:00.0
plug_navi10 $card
policy "$card/noretry=1/dc=0"
withhold_firmware
bind $card &
eventually is_held $card
is 'probing noretry=1 dc=0 ' probed_with $card
yank $card &
eventually is_lost $card
is 1 parameter noretry
let_go $card
wait
is "$parameters_were" parameters
is 1 chose $card
exits 1 test -e /sys/bus/pci/devices/$card
exits 1 test -e $devparam/devices/$card

# One that is not even there for its first probe to end: hot-plug, and its firmware is refused.
plug_navi10 $card &
eventually is_held $card
is 1 parameter noretry
unplug $card &
let_fail $card
wait
is "$parameters_were" parameters
exits 1 test -e $devparam/devices/$card
give_firmware_again
plug_navi10 $other
is "$noretry_default" chose $other
