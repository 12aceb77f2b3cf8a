# machine: rx6600-egpu-rx7900xtx
# policy: run
# Programs are started with the variables that policy has for the card, as the user who asks, and nothing else is changed.
small=0000:03:00.0

has "^export HSA_OVERRIDE_GFX_VERSION='10.3.0'$" rmcpctl env $small
has "^export ROCR_VISIBLE_DEVICES='" rmcpctl env $small
has '^unset HIP_VISIBLE_DEVICES$' rmcpctl env $small
has '^HSA_ENABLE_SDMA="0"$' rmcpctl env --format=systemd $small
has '"name": "HSA_OVERRIDE_GFX_VERSION"' rmcpctl env --format=json $small
has '"why": "compute.gfx_override = ' rmcpctl --json env $small
hasnt 'HSA_OVERRIDE_GFX_VERSION' rmcpctl env egpu

# Every form brings back the very value.
value=$(eval "$(rmcpctl env egpu)"; printf %s "$QUOTED")
exits 0 test "$value" = "it's \"\$HOME\""
exits 0 test "$(rmcpctl env --format=null egpu | tr '\0' '\n' | grep ^QUOTED)" = "QUOTED=it's \"\$HOME\""

has '^HSA_OVERRIDE_GFX_VERSION=10.3.0$' rmcpctl run $small -- env
has '^HSA_ENABLE_SDMA=0$' rmcpctl run $small -- env
HIP_VISIBLE_DEVICES=1 hasnt '^HIP_VISIBLE_DEVICES' rmcpctl run $small -- env
has '^a b[|]-c[|]$' rmcpctl run $small -- sh -c 'printf "%s|" "$@"; echo' sh 'a b' -c
exits 7 rmcpctl run $small -- sh -c 'exit 7'
exits 127 rmcpctl run $small -- no-such-program

# What the command itself changes behind run is told, on a terminal.
has '^HSA_OVERRIDE_GFX_VERSION=11.0.0$' rmcpctl run $small -- env HSA_OVERRIDE_GFX_VERSION=11.0.0 env
told() { script -qec "$*" /dev/null; }
has 'env changes what the program gets otherwise: HSA_OVERRIDE_GFX_VERSION' told rmcpctl run $small -- env HSA_OVERRIDE_GFX_VERSION=11.0.0 true
hasnt 'env changes' told rmcpctl run $small -- env HSA_OVERRIDE_GFX_VERSION=10.3.0 FREE=1 true

# Two cards that do not agree are refused, with both reasons, and nothing is started.
exits 1 rmcpctl run -- touch "$RMCP_MACHINE_ROOT/started"
has 'environment.QUOTED: 0000:03:00.0 has none, egpu has' rmcpctl run -- true
exits 1 test -e "$RMCP_MACHINE_ROOT/started"

# What is set at run time counts at the next start.
rmcpctl set $small compute.gfx_override=off >/dev/null
hasnt '^HSA_OVERRIDE' rmcpctl run $small -- env
rmcpctl set egpu compute.enabled=false >/dev/null
exits 1 rmcpctl run egpu -- true
has 'compute.enabled = false' rmcpctl run egpu -- true
exits 0 rmcpctl run -- true
exits 2 rmcpctl set $small compute.gfx_override=10.3
exits 2 rmcpctl set $small library='no such'

exits 2 rmcpctl run $small
exits 2 rmcpctl run $small --
exits 2 rmcpctl run $small --mode=magic -- true
exits 2 rmcpctl env --format=csh $small
exits 4 rmcpctl run 0000:77:00.0 -- true
exits 2 rmcpctl -H nobody run $small -- true
