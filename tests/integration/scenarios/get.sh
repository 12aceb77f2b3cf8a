# machine: rx6600-egpu-rx7900xtx
# options: --no-daemon
# Any knob of a card can be read, set or not, with its default and the card's own limits, and without waking the card.
card=0000:03:00.0
egpu=0000:3f:00.0
has 'attribute.power_cap +100 W +100 W +94 W to 120 W' rmcpctl get $card power_cap
has 'attribute.power_cap +327 W +327 W +294 W to 376 W' rmcpctl get $egpu
has 'overdrive.core_clock_max +2735 MHz +- +500 to 5000 MHz' rmcpctl knobs overdrive --device=$egpu
hasnt 'parameter' rmcpctl get $card
has 'parameter.noretry' rmcpctl get $card noretry
has '"value":"327 W","default":"327 W"' rmcpctl get $egpu power_cap --json=short
exits 2 rmcpctl get $card powercap
has "did you mean 'power_cap'" rmcpctl get $card powercap
exits 4 rmcpctl get 77:00.0
