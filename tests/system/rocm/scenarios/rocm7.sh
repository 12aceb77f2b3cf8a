# HIP 7 of Debian's experimental is a set: its build number is no release, and its compressed code is read.
need_extra rocm7
tree=/opt/rocm7$lib
answer add with_extra rocm7 started sh -c "rmcpctl library add $tree --name hip7 && rmcpctl library verify"
has '^ *state: ok$' said add
has '^ *ROCm: (7\.2.*|-)$' said add
hasnt 'mixed|^status' said add
answer reader with_extra rocm7 inside python3 /mnt/bundles.py list $tree/librocrand.so.1
targets=$(sed 's/^[^:]*: //; s/ /, /g' "$RMCP_WORK/answer-reader")
has '^gfx.*gfx1201' echo "$targets"
has " rocRAND: $targets\$" said add
