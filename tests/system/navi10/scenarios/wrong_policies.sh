# Wrong policies are refused whole, with the place in the log; the old one stays in force
card=0001:03:00.0
policy "$card/noretry=1"
for wrong in 'noretry=1' "$card/noretry" "$card/noretry=" "$card/=1" "0001:03:00/noretry=1" "$card/noretry=1;$card" \
  "$card/noretry=1;nonsense/dc=0" "*/noretry=1 dc=0" "1002/noretry=1" "$card/no retry=1" "$(printf '%5000s' | tr ' ' x)"; do
  exits 1 try_policy "$wrong"
  is "$card/noretry=1" policy_in_force
done
has "rmcp_devparam: policy: character 24 \('nonsense/dc=0'\): .* the old policy stays" kernel_log
plug_navi10 $card
is 1 chose $card

# What only the driver can know is known when a card is probed: the rest of the rule is in force.
policy "$card/no_such_parameter=1/noretry=1/dc=many"
bind $card
is 1 chose $card
is 'failed noretry=1 ' probed_with $card
has "rmcp_devparam: $card: no_such_parameter=1 of the rule $card is not set: .*no such parameter" kernel_log
has "rmcp_devparam: $card: dc=many of the rule $card is not set" kernel_log
