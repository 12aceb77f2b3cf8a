# A card is pulled out while a write to it hangs
card=0001:03:00.0 egpu=0001:0a:00.0
policy_for_both
plug_rx6600 $card
becomes $card applied
make $egpu block write:pp_power_profile_mode 60
before=$(hits)
plug_egpu $egpu
hung() { [ "$(hits)" -gt "$before" ]; }
eventually hung
yank $egpu
eventually unlisted $egpu
becomes $card applied

# The same slot, the same card, in good health: nothing is left of the first time.
cure_all
plug_egpu $egpu
becomes $egpu applied
is 256000000 value $egpu hwmon/power1_cap
eventually daemon_idle
