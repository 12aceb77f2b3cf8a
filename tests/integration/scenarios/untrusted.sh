# machine: rx6600
# policy: inside
# A file that others may write decides nothing.
chmod 0666 "$RMCP_MACHINE_POLICY/policy.d/10-inside.toml"
exits 7 rmcpctl reload
has '10-inside.toml.*writ' rmcpctl reload
chmod 0644 "$RMCP_MACHINE_POLICY/policy.d/10-inside.toml"
exits 0 rmcpctl reload
