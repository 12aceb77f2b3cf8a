# Who allocates what is forbidden is ended, with the reason.
policy=$first/fine_grain=forbid
has "forbidden by policy, and 5242880 bytes of it were requested: stopping here" said with "$policy" hsa allocate "$first" fine 5242880
exits 134 with "$policy" hsa allocate "$first" fine 4096
exits 0 with "$policy" hsa allocate "$first" coarse 4096
exits 0 with "$policy" hsa allocate "$second" fine 4096
exits 134 with "$policy" hip 0 fine
exits 0 with "$policy" hip 0 malloc
if extended; then
  exits 134 with "$policy" hsa allocate "$first" extended 4096
  exits 134 with "$policy" hip 0 uncached
  exits 0 with "$policy" hip 1 uncached
fi
has "region $first fine" printed with "$policy" hsa pools
