# Host memory that is asked for as fine-grained arrives at the thunk as coarse-grained, from a size on.
kinds() { rm -f "$work/thunk"; "$@" >/dev/null 2>&1; sed -n 's/^alloc node=0 size=5242880 //p' "$work/thunk"; }
is fine kinds hip 0 host
is coarse kinds with host_memory=coarse hip 0 host
is fine kinds with 'host_memory=coarse;host_memory_from=5242881' hip 0 host
is 'rmcp-hsa: host memory of 65536 bytes or more is coarse-grained' said with host_memory=coarse hip 0 host
is hipSuccess printed with host_memory=coarse hip 0 host
is copied printed with host_memory=coarse hip 0 copy
# The record says where it came from, and that it had been asked for otherwise.
has '^host coarse 1 5242880 5242880 0 1$' recorded with 'host_memory=coarse;record=yes' hsa allocate host fine 5242880
has '^host fine 1 4096 4096 0 0$' recorded with 'host_memory=coarse;record=yes' hsa allocate host fine 4096
