# A second copy of ROCr in the same process is left as it is, and does no harm to the first.
copy=$work/second/libhsa-runtime64.so.1
mkdir "$work/second"
cp -L "$RMCP_ROCR_LIBRARY" "$copy"
policy="record=yes;$first/fine_grain=hide"
has 'rmcp-hsa: this ROCr is left unchanged: the second one in this process' said with "$policy" hsa second "$first" "$copy"
is both printed with "$policy" hsa second "$first" "$copy"
is "$first coarse 2 12582912 8388608 0 0" recorded with "$policy" hsa second "$first" "$copy"
