# Of identical cards one has a rule: the driver decides for it by the rule, and for the others as before
first=0001:03:00.0 ruled=0001:04:00.0 last=0001:05:00.0
policy "$ruled/noretry=1"
for card in $first $ruled $last; do
  plug_navi10 $card
  is -1 parameter noretry
done
is "$noretry_default" chose $first
is 1 chose $ruled
is "$noretry_default" chose $last
is 'failed noretry=1 ' probed_with $ruled
is 'failed ' probed_with $first

# By what the cards are. The rule that says more about a card goes first.
policy "*/noretry=0;1002:731f/noretry=1;1002:731f:1da2:e411/noretry=0;$last/noretry=1"
for card in $first $last; do
  unplug $card
  plug_navi10 $card
done
is 0 chose $first
is 1 chose $last
