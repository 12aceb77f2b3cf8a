# machine: mi210x8
# The example for equal nodes: all cards alike, no address, and what another program changes is reported.
. "$RMCP_TESTS/support/examples.sh"
example_policy equal-nodes.toml
hasnt '[0-9a-f]{4}:[0-9a-f]{2}:' cat "$RMCP_EXAMPLES/equal-nodes.toml"
exits 0 rmcpctl wait
exits 0 rmcpctl verify
is 8 bash -c 'rmcpctl plan --json | grep -c "\"address\""'
card=0000:63:00.0
has 'power_cap +95 %' rmcpctl status $card
exits 0 rmcpctl plan --exit-code
