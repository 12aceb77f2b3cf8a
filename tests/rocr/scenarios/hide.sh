# Hiding fine-grained memory is seen by ROCr's and HIP's callers, on the one GPU only.
is "rmcp-hsa: $first: fine-grained memory hidden" said with "$first/fine_grain=hide" hsa pools
more=''
! extended || more='2 extended '
# Through a GPU's regions a program also sees those of the host: one of the fine-grained ones, which stays.
kinds() { printed "$@" | sed -n "s/^\(pool\|region\) $first //p" | sort | uniq -c | awk '{ printf "%s %s ", $1, $2 }'; }
is "3 coarse ${more}3 fine 1 kernarg " kinds hsa pools
is '3 coarse 1 fine 1 kernarg ' kinds with "$first/fine_grain=hide" hsa pools
others() { printed "$@" | grep -v "$first"; }
is "$(others hsa pools)" others with "$first/fine_grain=hide" hsa pools
has "pool $second fine" others with "$first/fine_grain=hide" hsa pools
hasnt "pool $second fine" with "$second/fine_grain=hide" hsa pools
is hipSuccess printed hip 0 fine
is hipSuccess printed hip 1 fine
is hipSuccess printed with "$first/fine_grain=hide" hip 1 fine
is hipErrorOutOfMemory printed with "$first/fine_grain=hide" hip 0 fine
is hipSuccess printed with "$first/fine_grain=hide" hip 0 malloc
is copied printed with "$first/fine_grain=hide" hip 0 copy
if extended; then
  is hipSuccess printed hip 0 uncached
  is hipSuccess printed with "$first/fine_grain=hide" hip 1 uncached
  is hipErrorOutOfMemory printed with "$first/fine_grain=hide" hip 0 uncached
  # Debian 13's HIP then asks for the pool that happens to be in its memory: one that is not there.
  is hipErrorOutOfMemory printed with "$first/fine_grain=hide" env MALLOC_PERTURB_=85 "$RMCP_ROCR/hip_probe" 0 uncached
fi
# Without fine-grained pools there is nothing to hide, and nothing to say.
export HSA_FORCE_FINE_GRAIN_PCIE=0
is "$(! extended || echo "rmcp-hsa: $first: fine-grained memory hidden")" said with "$first/fine_grain=hide" hsa pools
is 'rmcp-hsa: 0000:99:00.0: not one of the GPUs of this process' said with 0000:99:00.0/fine_grain=hide hsa pools
