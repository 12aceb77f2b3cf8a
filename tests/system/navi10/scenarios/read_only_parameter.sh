# A parameter whose file nobody can write is set for one card alone: with dc=0 its list of blocks lacks dm
first=0001:03:00.0 ruled=0001:04:00.0 last=0001:05:00.0
is 444 stat -c %a /sys/module/amdgpu/parameters/dc
policy "$ruled/dc=0/lockup_timeout=3000"
for card in $first $ruled $last; do
  plug_navi10 $card
  is -1 parameter dc
  is '' parameter lockup_timeout
done
hasnt '(^| )(dm|dce_v)' blocks $ruled
is "$(blocks $first | sed -E 's/(dm|dce)[^ ]* //')" blocks $ruled
has '(^| )(dm|dce_v)' blocks $first
is "$(blocks $first)" blocks $last
has 'dc=0 lockup_timeout=3000 ' probed_with $ruled
