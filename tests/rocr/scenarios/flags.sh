# A flag makes a coarse-grained pool give fine-grained memory: counted and forbidden as such. ROCr 5.2 refuses every flag.
policy=$first/fine_grain=forbid
exits 134 with "$policy" hsa allocate "$first" coarse 4096 1
if extended; then
  is "$first fine 1 4096 4096 0 0" recorded with record=yes hsa allocate "$first" coarse 4096 1
  exits 0 with "$policy" hsa allocate "$second" coarse 4096 1
  # What the kernel is asked for.
  rm -f "$work/thunk"
  hsa allocate "$first" coarse 4194304 1 >/dev/null
  has 'node=1 size=4194304 fine' cat "$work/thunk"
else
  is "$first fine 0 0 0 1 0" recorded with record=yes hsa allocate "$first" coarse 4096 1
fi
