# What was counted is there after a SIGKILL; and what ROCr refuses is counted as refused.
is "$first coarse 1 4194304 4194304 0 0" recorded with record=yes hsa killed "$first"
exits 137 with record=yes hsa killed "$first"
is "$first coarse 0 0 0 1 0" recorded with record=yes hsa allocate "$first" coarse 8589934592
# A folder that cannot be written to costs the record, not the program.
rm -rf "$XDG_RUNTIME_DIR/rmcp"
touch "$XDG_RUNTIME_DIR/rmcp"
has 'rmcp-hsa: allocations are not recorded: .*/rmcp/memory: ' said with record=yes hsa allocate "$first" coarse 4096
is allocated printed with record=yes hsa allocate "$first" coarse 4096
