# A render node that hangs when it is opened stalls its card, not the daemon
card=0001:03:00.0 egpu=0001:0a:00.0
policy_for_both
make $egpu block open 14 times=1
plug_egpu $egpu
plug_rx6600 $card
becomes $card applied
becomes $egpu stalled
at_most 3000 "$(took rmcpctl list)" "rmcpctl list beside a stalled card (ms)"
becomes $egpu applied
is '"3.49.0"' property $egpu DriverVersion
