# A policy that is not understood is named in one line; the program runs as without it.
wrong=$first/fine_grain=off
is "rmcp-hsa: RMCP_HSA_POLICY: '$wrong': not keep, hide or forbid; nothing is changed" said with "record=yes;$wrong" hsa pools
is "$(hsa pools)" printed with "$wrong" hsa pools
exits 0 with "$wrong" hsa pools
is 0 records
