# machine: rx6600-egpu-rx7900xtx
# policy: two
# needs: emulation
# Callers at the same time are all answered, and an answer comes after its effect is on the bus.
call() { # STATE VERB...: prints `good` if the verb succeeds and both cards are in this state then
  local wanted=$1
  shift
  rmcpctl "$@" >/dev/null || return
  in_state 0000:03:00.0 "$wanted" && in_state 0000:3f:00.0 "$wanted" && echo good
}
at_once() { # STATE VERB...: six callers
  local callers=()
  for _ in {1..6}; do
    call "$@" >>"$answers" &
    callers+=($!)
  done
  wait "${callers[@]}"
}
answers=$RMCP_MACHINE_ROOT/answers
for _ in 1 2; do
  at_once held revert --keep
  at_once applied apply
done
is 24 grep -c '^good$' "$answers"
