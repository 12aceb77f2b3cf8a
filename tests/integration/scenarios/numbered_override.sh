# machine: rx6600-rx9060xt
# An override that policy numbers reaches no program, since the numbers change; advice judges it by the card that has the node now.
rdna2=0000:03:00.0
rdna4=0000:09:00.0
folder=$RMCP_MACHINE_ROOT/run/environment
policy 20-recipe <<'X'
format = 1
[[rule]]
name = "recipe"
match = { vendor = "0x1002" }
[rule.environment]
HSA_OVERRIDE_GFX_VERSION_0 = "10.3.0"
HSA_OVERRIDE_GFX_VERSION_1 = "10.3.0"
HSA_OVERRIDE_GFX_VERSION_2 = "10.3.0"
HSA_ENABLE_SDMA = "0"
[[unit]]
name = "ollama.service"
devices = ["all"]
[sessions]
devices = ["all"]
X
exits 0 rmcpctl reload
becomes $rdna2 applied
check() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" config check; }
has 'advice: environment.HSA_OVERRIDE_GFX_VERSION_1: is given to no program; use compute.gfx_override: node numbers change' check
has 'VERSION_0: node 0 is no GPU here' rmcpctl status $rdna2
has 'VERSION_2: 10.3.0 is a different instruction set from gfx1200, which is node 2 now' rmcpctl status $rdna2
hasnt 'VERSION_1: 10.3.0 is a different' rmcpctl status

# Nothing that starts a program has it; a comment says why.
hasnt '^[^#]*OVERRIDE' rmcpctl env
has '^# .*VERSION_2 is left out: node numbers change .*; use compute.gfx_override$' rmcpctl env
hasnt '^HSA_OVERRIDE' rmcpctl run $rdna2 -- env
has '^HSA_ENABLE_SDMA=0$' rmcpctl run $rdna2 -- env
for file in "$folder/ollama.service.env" "$folder/$rdna2.env" "$RMCP_MACHINE_ROOT/run/session.env"; do
  eventually grep -qx 'HSA_ENABLE_SDMA="0"' "$file"
  hasnt '^[^#]*OVERRIDE' cat "$file"
  has '^# .*VERSION_2 is left out' cat "$file"
done
for file in "$RMCP_MACHINE_ROOT"/run/modulefiles/rmcp/*; do
  has 'setenv HSA_ENABLE_SDMA' cat "$file"
  hasnt '^[^#]*OVERRIDE' cat "$file"
done
hasnt OVERRIDE cat "$RMCP_MACHINE_ROOT/run/cdi/rmcp.json"

# The card's own setting makes one, for the node that it has at the start.
rmcpctl set $rdna2 compute.gfx_override=10.3.0 >/dev/null
eventually grep -q '"HSA_OVERRIDE_GFX_VERSION[_0-9]*=10.3.0"' "$RMCP_MACHINE_ROOT/run/cdi/rmcp.json"

# The card of node 1 goes, and the other one is node 1: what is said follows.
rmcp-machine unplug $rdna2
eventually sh -c "rmcpctl status $rdna4 | grep -q 'VERSION_1: 10.3.0 is a different instruction set from gfx1200'"
has 'VERSION_2: node 2 is no GPU here' rmcpctl status $rdna4
