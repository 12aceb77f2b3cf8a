# inspect has a complaint where the real rocBLAS has one: away from its kernels, or for a card that they lack.
need_extra rocblas
blas() { with_extra rocblas "$@"; }
# shellcheck disable=SC2016 # for the inner shell
start_each='mkdir -p /opt/alone && cp -s "$1/librocblas.so.0" /opt/alone/ && shift
  export LD_LIBRARY_PATH=/mnt
  for try in "$@"; do
    echo "== $try"
    RMCP_THUNK_GPUS=${try%:*} timeout 60 /mnt/rocblas_program "${try#*:}/librocblas.so.0" 2>&1
  done'
answer run blas inside bash -c "$start_each" - $lib gfx1030:$lib gfx1103:$lib gfx1030:/opt/alone
part() { sed -n "\\|^== $1\$|,\\|^== |p" "$RMCP_WORK/answer-run" | grep -v '^=='; }
is initialized part gfx1030:$lib
has 'No paths matched .*gfx1103' part gfx1103:$lib
has 'Cannot read .*/alone/rocblas/library/TensileLibrary' part gfx1030:/opt/alone
hasnt initialized part gfx1030:/opt/alone

look='mkdir -p /opt/alone && cp -s "$1/librocblas.so.0" /opt/alone/
  LD_PRELOAD=$2/librocblas.so.0 rmcpctl --json inspect -- /mnt/hip_program'
answer beside blas started bash -c "$look" - $lib $lib
answer alone blas started bash -c "$look" - $lib /opt/alone
of_card() { # ANSWER GFX: inspect's words about rocBLAS for that card
  read_answer "$1" 'print("\n".join(w for d in answer["devices"] if d["gfx"] == sys.argv[2] for w in d["words"] if "rocBLAS" in w))' "$2"
}
is '' of_card beside gfx1030
has 'rocBLAS has no (code|kernels) for gfx1103' of_card beside gfx1103
has rocBLAS of_card alone gfx1030
