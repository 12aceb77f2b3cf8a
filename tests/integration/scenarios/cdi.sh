# machine: rx6600
# policy: run
# Containers are offered the cards that are there: a card that comes or goes, and what policy or a request sets for it.
file=$RMCP_MACHINE_ROOT/run/cdi/rmcp.json
small=0000:03:00.0
egpu=0000:3f:00.0
names() { sed -n 's/^      "name": "\(.*\)",$/\1/p' "$file" | tr '\n' ' '; }
offered() { [ "$(names)" = "$* " ]; }

eventually offered $small all
has '"cdiVersion": "0.5.0"' cat "$file"
has '"path": "/dev/dri/renderD128"' cat "$file"
has '"HSA_OVERRIDE_GFX_VERSION=10.3.0"' cat "$file"
hasnt 'ROCR_VISIBLE_DEVICES' cat "$file"

# The two have variables that cannot be in one process: there is no `all`, and the log says why.
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
eventually offered $small egpu $egpu
has 'not exported: container device all: .*QUOTED' cat "$RMCP_MACHINE_LOG"
rmcp-machine unplug $egpu
eventually offered $small all

rmcpctl set $small compute.gfx_override=off >/dev/null
eventually sh -c "! grep -q HSA_OVERRIDE '$file'"
rmcpctl set $small compute.enabled=false >/dev/null
eventually sh -c "! test -e '$file'"
rmcpctl unset $small compute.enabled >/dev/null
eventually offered $small all
