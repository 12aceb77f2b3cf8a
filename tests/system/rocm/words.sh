# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The words of this layer's scenarios.
# shellcheck disable=SC2034,SC2154 # for scenarios; $extras is of extras.sh
lib=/usr/lib/x86_64-linux-gnu

# started COMMAND...: in the root with the packages installed and the cards in /sys; served: with bus and daemon, too.
started() { inside bash /mnt/start.sh "$@"; }
served() { inside bash /mnt/start.sh --daemon "$@"; }
# with_extra NAME COMMAND...: the tree of that extra lies over the root.
with_extra() { upper_layers=$extras/$1: "${@:2}"; }

# An answer is asked for once, since it takes a second, and read by many checks: `answer NAME COMMAND...`, `said NAME`.
answer() { # NAME COMMAND...
  "${@:2}" >"$RMCP_WORK/answer-$1" 2>"$RMCP_WORK/answer-$1.err" || echo "status $?" >>"$RMCP_WORK/answer-$1.err"
}
said() { cat "$RMCP_WORK/answer-$1" "$RMCP_WORK/answer-$1.err"; }
# read_answer NAME PYTHON ARGUMENT...: out of JSON, which is in `answer`; arguments from sys.argv[2] on.
read_answer() { python3 -c "import json, sys; answer = json.load(open(sys.argv[1])); $2" "$RMCP_WORK/answer-$1" "${@:3}"; }

# A set of real libraries, $shared/set, /mnt/set inside: with the thunk of the test, and rocBLAS if that is here. Links instead
# of copies of rocBLAS, since it has two gigabytes: only where scratch and cache are on one file system.
real_set() {
  local root blas=$extras/rocblas$lib
  [ ! -d "$shared/set" ] || return
  root=$(rocm_root root_folder)
  mkdir -p "$shared/set/lib"
  cp -L "$root$lib"/lib{amdhip64.so.5,hsa-runtime64.so.1,amd_comgr.so.2} "$shared/libhsakmt.so.1" "$shared/set/lib"
  [ ! -d "$blas" ] || cp -al "$blas"/{librocblas.so.0*,rocblas} "$shared/set/lib" 2>/dev/null ||
    rm -rf "$shared/set/lib"/*rocblas*
}
