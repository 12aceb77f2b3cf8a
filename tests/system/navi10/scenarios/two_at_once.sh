# Two cards that are bound at the same time are probed one after the other, each by its own rule
card=0001:03:00.0 other=0001:04:00.0
plug_navi10 $card
plug_navi10 $other
policy "$card/noretry=1/dc=0;$other/noretry=0"
for round in 1 2 3; do
  bind $card &
  bind $other &
  wait %1 %2
  is 1 chose $card
  is 0 chose $other
  is "$parameters_were" parameters
done
is 4 echo "$(chosen $card | wc -l)"

# Held in the middle of its probe, one keeps the other waiting.
withhold_firmware
bind $card &
eventually is_held $card
is 1 parameter noretry
bind $other &
eventually waits $other
let_go $card
eventually is_held $other
is 0 parameter noretry
let_go $other
wait %1 %2
is 1 chose $card
is 0 chose $other
