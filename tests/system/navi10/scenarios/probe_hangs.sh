# A probe that does not end keeps the next card waiting for a bounded time: then that is probed by its own rule
card=0001:03:00.0 other=0001:04:00.0
plug_navi10 $card
policy "$card/noretry=1/dc=0;1002:687f/noretry=0/discovery=0"
echo 2 >$devparam/parameters/patience
withhold_firmware
bind $card &
eventually is_held $card

# A Vega10 with no use for that file, since two that want it would be held by one request.
plug $other 1002:687f bar0=16M,64,prefetch bar2=2M,64,prefetch bar5=512K &
eventually is_held $other
is 0 parameter noretry
is "$(sed -n 's/.*parameters.dc://p' <<<"$parameters_were")" parameter dc
has "^probing uncertain noretry=0 discovery=0 " probed_with $other
has '^probing uncertain noretry=1 dc=0 ' probed_with $card
let_fail $other
wait %2
is "$parameters_were" parameters

# Its end, at last, does not put anything back once more: not even what somebody has set meanwhile.
echo 1 >/sys/module/amdgpu/parameters/noretry
let_go $card
wait
is 1 parameter noretry
has '^failed uncertain ' probed_with $card
echo -1 >/sys/module/amdgpu/parameters/noretry
echo 30 >$devparam/parameters/patience
