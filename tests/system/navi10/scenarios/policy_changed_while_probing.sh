# The policy changes while a card is probed: its old values are back, it is listed as uncertain, others go by the new one
card=0001:03:00.0 other=0001:04:00.0
plug_navi10 $card
plug_navi10 $other
policy "$card/noretry=1"
withhold_firmware
bind $card &
eventually is_held $card
# A rule for others is not its business.
policy "$card/noretry=1;$other/noretry=1"
is 1 parameter noretry
policy "$other/noretry=1"
is "$parameters_were" parameters
let_go $card
wait
give_firmware_again
has '^failed uncertain' probed_with $card
bind $other
is 1 chose $other
has '^failed noretry=1' probed_with $other
