# A card that the driver has probed already is probed by a new rule when it is bound again
card=0001:03:00.0 other=0001:04:00.0
plug_navi10 $card
plug_navi10 $other
is "$noretry_default" chose $card
policy "$card/noretry=1"
is "$noretry_default" chose $card
bind $card
is 1 chose $card
bind $other
is "$noretry_default" chose $other
policy ''
bind $card
is "$noretry_default" chose $card
is 'failed ' probed_with $card
