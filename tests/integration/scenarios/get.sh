# machine: rx6600-egpu-rx7900xtx
# needs: emulation
# Any knob of a card can be read, set or not, with its default and the card's own limits: by the daemon for everybody, and
# without it with the same words.
card=0000:03:00.0
egpu=0000:3f:00.0
exits 0 rmcpctl wait --timeout=20
with=$(rmcpctl get $card --json)
is "$with" rmcpctl --offline get $card --json
has 'attribute.power_cap +100 W +100 W +94 W to 120 W' rmcpctl get $card power_cap
has 'attribute.power_cap +327 W +327 W +294 W to 376 W' rmcpctl get $egpu
has 'overdrive.core_clock_max +2735 MHz +- +500 to 5000 MHz' rmcpctl knobs overdrive --device=$egpu
hasnt 'parameter' rmcpctl get $card
has 'parameter.noretry' rmcpctl get $card noretry
has '"value":"327 W","default":"327 W"' rmcpctl get $egpu power_cap --json=short

# What another program has written is read, and is no reason to judge the card.
rmcp-machine write $card hwmon/power1_cap 95000000
has 'attribute.power_cap +95 W +100 W' rmcpctl get $card power_cap
has 'unconfigured' rmcpctl list

# Names that are no knob of a card.
exits 2 rmcpctl get $card powercap
has "did you mean 'power_cap'" rmcpctl get $card powercap
exits 2 rmcpctl get $card compute.enabled
has 'for the start of programs' rmcpctl get $card compute.enabled
exits 4 rmcpctl get 77:00.0

# Without the daemon the files are read, with a word about it.
rmcp-machine daemon stop
has 'rmcpd is not running' rmcpctl get $card power_cap
has 'attribute.power_cap +95 W' rmcpctl get $card power_cap
