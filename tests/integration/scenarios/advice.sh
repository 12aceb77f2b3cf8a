# machine: rx6600-egpu-rx7900xtx
# policy: two
# What cannot do what its writer hopes for is named by config check, plan and status, with the reason; it stays in force.
command -v script >/dev/null || exit 77
card=0000:03:00.0
hasnt advice rmcpctl status
policy 40-folklore <<'X'
format = 1
[[rule]]
name = "folklore"
match = { gfx = "gfx1032" }
[rule.environment]
HSA_XNACK = "0"
HSA_OVERRIDE_GFX_VERSION = "10.3.0"
HIP_FORCE_COARSE_GRAIN = "1"
X
check() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" config check; }
exits 0 check
has '40-folklore.toml:8:1: advice: environment.HIP_FORCE_COARSE_GRAIN: does not exist' check
has "40-folklore.toml:6:1: advice: $card: environment.HSA_XNACK: changes nothing on gfx1032" check
has "$card: environment.HSA_OVERRIDE_GFX_VERSION: applies to every GPU" check
hasnt '0000:3f:00.0: environment' check
exits 0 rmcpctl reload
becomes $card applied
eventually sh -c "rmcpctl status $card | grep -q 'HSA_XNACK: changes nothing on gfx1032 (40-folklore.toml:6)'"
is 1 sh -c 'rmcpctl status | grep -c "HIP_FORCE_COARSE_GRAIN: does not exist"'
has 'kfd_process_xnack_mode' rmcpctl status $card
has 'HIP_FORCE_COARSE_GRAIN: does not exist' rmcpctl plan $card
has 'kernel refuses XNACK' rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline plan $card
has '"message": "changes nothing on gfx1032"' rmcpctl plan $card --json
has '"everywhere": true' rmcpctl show $card --json
has '"HSA_XNACK": "0"' rmcpctl show $card --json
# The other card goes: then the override is nobody else's.
rmcp-machine unplug 0000:3f:00.0
eventually sh -c "! rmcpctl status $card | grep -q 'every GPU'"
narrow() { COLUMNS=$1 script -qec "rmcpctl --color=never plan $card" /dev/null | tr -d '\r'; }
for width in 60 80; do
  has 'nothing reads it' narrow $width
  hasnt ".{$((width + 1)),}" narrow $width
done
