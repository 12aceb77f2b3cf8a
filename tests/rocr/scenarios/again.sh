# ROCr that is shut down and initialised again: counts go on, nothing is alive, and it does not crash.
is "$first coarse 3 12582912 4194304 0 0" recorded with record=yes hsa again "$first"
exits 0 with "record=yes;$first/fine_grain=hide" hsa again "$first"
# Named twice it counts once.
export HSA_TOOLS_LIB="$RMCP_HSA $RMCP_HSA"
is "$first coarse 3 12582912 4194304 0 0" recorded with record=yes hsa again "$first"
