# machine: two-rx6600
# policy: inside
# Equal cards are told apart by address, and the error names the candidates.
exits 4 rmcpctl show '*6600*'
has '0000:03:00.0 .*, 0000:0[0-9a-f]:00.0' rmcpctl show '*6600*'
exits 0 rmcpctl show 03:00.0
has '"unique_identity": false' rmcpctl show 03:00.0 --json
