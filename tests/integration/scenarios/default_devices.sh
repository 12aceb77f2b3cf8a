# machine: steam-deck
# Who names no device gets all that can compute, and an APU only where nothing else can: said alike by run, env, units,
# sessions and containers, while a card comes and goes.
apu=0000:04:00.0
egpu=0000:3f:00.0
cdi=$RMCP_MACHINE_ROOT/run/cdi/rmcp.json
unit=$RMCP_MACHINE_ROOT/run/environment/all.service.env
session=$RMCP_MACHINE_ROOT/run/session.env

policy 10-all <<'P'
format = 1
[[unit]]
name = "all.service"
devices = ["all"]
[sessions]
devices = ["all"]
[[rule]]
name = "APU"
match = { apu = true }
environment = { WHICH = "apu" }
[[rule]]
name = "card"
match = { apu = false }
environment = { WHICH = "card" }
P
exits 0 rmcpctl reload

# Containers: the variables and the render nodes of `all`.
of_all() { sed -n '/"name": "all"/,/"name": "/p' "$cdi" | grep -oE 'WHICH=[a-z]+|/dev/dri/renderD[0-9]+|"path": "/dev/kfd"' | sort -u | tr '\n' ' '; }
offers() { [[ " $(of_all)" == *" WHICH=$1 "* ]]; }
all_say() {
  eventually grep -qsx "WHICH=\"$1\"" "$unit"
  eventually grep -qsx "WHICH=\"$1\"" "$session"
  eventually offers "$1"
  has "^WHICH=$1\$" rmcpctl run -- env
  has "^export WHICH='$1'\$" rmcpctl env
}

all_say apu
has "^# all.service: $apu\$" cat "$unit"
has "^# sessions: $apu\$" cat "$session"

# The card takes its place, and has no APU beside it.
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait "$egpu" --timeout=10
all_say card
has "^# all.service: $egpu\$" cat "$unit"
has "^# sessions: $egpu\$" cat "$session"
has "^export ROCR_VISIBLE_DEVICES='GPU-5a2c91d07be4f318'\$" rmcpctl env
hasnt renderD128 of_all

# A card that policy keeps from programs is none that can compute.
exits 0 rmcpctl set "$egpu" compute.enabled=false
all_say apu
exits 0 rmcpctl unset "$egpu" compute.enabled
all_say card
rmcp-machine unplug "$egpu"
all_say apu

# Who names a device gets that one.
has "^WHICH=apu\$" rmcpctl run "$apu" -- env

exits 0 rmcpctl set "$apu" compute.enabled=false
has "^rmcpctl: no GPU here can compute: $apu: policy has compute.enabled = false: remove that setting to let programs use it\$" rmcpctl run -- true
exits 1 rmcpctl run -- true
exits 1 rmcpctl env
eventually grep -q "not exported: all.service: no GPU here can compute: $apu: policy has compute.enabled = false" "$RMCP_MACHINE_LOG"
