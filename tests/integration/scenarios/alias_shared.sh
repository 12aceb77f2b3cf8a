# machine: two-rx6600
# policy: inside
# Two cards that fit one alias both keep it: rules are for both, as a name it is ambiguous, and both say so.
policy 30-names <<'X'
format = 1
[[device]]
match = { gfx = "gfx1032" }
alias = "twin"
[[rule]]
name = "both"
match = { alias = "twin" }
environment.WHO = "twin"
X
exits 0 rmcpctl reload
first=0000:03:00.0
second=$(rmcpctl list --json=short | grep -oE '0000:0[0-9a-f]:00.0' | sort -u | sed -n 2p)
eventually sh -c "rmcpctl list | grep -q '● $first .*alias twin is shared with $second'"
has "● $second .*alias twin is shared with $first" rmcpctl list
exits 4 rmcpctl show twin
has "$first .*, $second" rmcpctl show twin
for card in $first "$second"; do has '"WHO": "twin"' rmcpctl show "$card" --json; done
has "alias twin is shared with $second" rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline list
# Without the other one the name is unambiguous again.
rmcp-machine unplug "$second"
eventually rmcpctl show twin
has '^● twin ' rmcpctl list
hasnt 'is shared with' rmcpctl list
