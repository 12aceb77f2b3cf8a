# A write that hangs for 20 s stalls its card only, and for no longer
card=0001:03:00.0 egpu=0001:0a:00.0
policy_for_both
make $egpu block write:power_dpm_force_performance_level 20 times=1
plug_egpu $egpu
plug_rx6600 $card
becomes $card applied
is 95000000 value $card hwmon/power1_cap

becomes $egpu stalled
# Plain questions do not wait for it.
at_most 3000 "$(took rmcpctl list)" "rmcpctl list beside a stalled card (ms)"
exits 1 timeout 5 rmcpctl apply $egpu
exits 0 timeout 5 rmcpctl apply $card
exits 0 timeout 5 rmcpctl plan $card

# When the card answers, what is missing is done.
becomes $egpu applied
is 256000000 value $egpu hwmon/power1_cap
