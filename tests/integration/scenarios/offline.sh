# machine: rx6600-egpu-rx7900xtx
# policy: two
# needs: emulation
# What is said offline has the same form as what the daemon says.
keys() { tr ',{' '\n\n' | sed -n 's/^ *"\([a-z_]*\)":.*/\1/p' | sort -u; }
offline() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline "$@"; }
offline_keys() { offline "$@" --json=short | keys; }
is "$(rmcpctl show 3f:00.0 --json=short | keys)" offline_keys show 3f:00.0
# Without a daemon nothing is called applied; the rest of a line is the same.
stateless() { "$@" list --no-legend | sed -E 's/ (applied|planned).*//'; }
is "$(stateless rmcpctl)" stateless offline
has ' applied' rmcpctl list
hasnt ' applied' offline list
is "$(rmcpctl plan --json=short | keys)" offline_keys plan
exits 4 rmcpctl --offline show 77:00.0
exits 0 offline config check
has 'number-cruncher' offline profiles
