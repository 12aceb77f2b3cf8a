# needs: emulation
# An installed example fits the machine that it is for: each rule a card, and its settings can be applied there.
offline() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY:$RMCP_MACHINE_ROOT/vendor" --offline "$@"; }
policy 20-example <"$RMCP_EXAMPLE"
exits 0 rmcpctl reload
exits 0 offline config check
hasnt 'fits no card' offline config check
hasnt 'advice' offline config check
eventually rmcpctl plan --exit-code
exits 0 rmcpctl verify
# A rule of its own for each kind of card, none of them idle.
is "$(grep -c '^optional = true' "$RMCP_EXAMPLE" || true)" bash -c \
  "rmcpctl --config-dirs=$RMCP_MACHINE_POLICY --offline config show | grep -c 'fits no card here' || true"
