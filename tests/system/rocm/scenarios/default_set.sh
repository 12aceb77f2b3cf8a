# The set that is the system's default is reached through links: the real HIP and rocBLAS run on it.
# rocBLAS looks for its kernels beside the link.
real_set
[ -d "$shared/set/lib/rocblas" ] || need_extra rocblas
[ -d "$shared/set/lib/rocblas" ] || { echo "scratch and $RMCP_CACHE are not on one file system" && exit 77; }
# shellcheck disable=SC2016 # for the inner shell
become_default='rmcpctl library add /mnt/set --name set >/dev/null
  printf "format = 1\n[system]\nlibrary = \"set\"\n" >/etc/rmcp/policy.d/50-set.toml
  rmcpctl reload >/dev/null
  for _ in {1..300}; do [ ! -e /var/lib/rmcp/default-set/current ] || break; sleep 0.1; done
  /usr/libexec/rmcp/set-default
  rmcpctl status
  export RMCP_THUNK_GPUS=gfx1030
  /mnt/hip_program maps
  /mnt/rocblas_program librocblas.so.0 2>&1'
answer default served bash -ec "$become_default"
for file in libamdhip64.so.5 libhsa-runtime64.so.1 libhsakmt.so.1 libamd_comgr.so.2; do
  has "^[0-9]+ /mnt/set/lib/$file\$" said default
done
hasnt '^[0-9]+ (/usr)?/lib/' said default
has '^initialized$' said default
