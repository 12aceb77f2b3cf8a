# Cards that are there before the driver is loaded are probed by their rules
card=0001:03:00.0 other=0001:04:00.0
unload_driver
plug_navi10 $card
plug_navi10 $other
policy "$card/noretry=1/dc=0"
load_driver
is 1 chose $card
is "$noretry_default" chose $other
hasnt '(^| )(dm|dce_v)' blocks $card
is "$parameters_were" parameters
