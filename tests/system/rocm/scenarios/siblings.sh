# What inspect says of a program with code for one target, card by card, is what the real HIP does with that code.
targets=$(inside sh -c 'cd /mnt/code && echo *')
for target in $targets; do
  answer "$target" started rmcpctl --json inspect -- "/mnt/with-$target"
done
# "CARD TARGET FIT OVERRIDE WORDS", a line a cell; "-" for no override
verdicts() {
  for target in $targets; do
    read_answer "$target" 'print("\n".join(" ".join([d["gfx"], "'"$target"'", d["code"]["fit"], d["code"]["override"] or "-"]
      + d["words"]) for d in answer["devices"]))'
  done
}
answer verdicts verdicts

# In one go for all cards: "gfx1032 gfx1030 hipSuccess", a line a cell. Two programs at a time.
run_matrix() { # CARD=OVERRIDE...
  # shellcheck disable=SC2016 # for the inner shell
  inside bash -c 'printf "%s\n" "$@" | xargs --max-procs=2 --replace=PAIR sh -c '"'"'
    card=${1%=*} override=${1#*=}
    cd /mnt/code
    env LD_LIBRARY_PATH=/mnt RMCP_THUNK_GPUS="$card" ${override:+"HSA_OVERRIDE_GFX_VERSION=$override"} \
      timeout 60 ../hip_program load * | sed "s/^/$card /"'"'"' - PAIR' - "$@"
}
mapfile -t pairs < <(all_gfx | sed 's/$/=/')
answer plain run_matrix "${pairs[@]}"
mapfile -t pairs < <(awk '$4 != "-" { print $1 "=" $4 }' "$RMCP_WORK/answer-verdicts" | sort -u)
answer override run_matrix "${pairs[@]}"
is '' cat "$RMCP_WORK"/answer-{verdicts,plain,override}.err

runs() { grep -qx "$2 $3 hipSuccess" "$RMCP_WORK/answer-$1"; } # plain|override CARD TARGET
# A cell is right if what is promised happens, and what is ruled out does not. Words that leave it open are no promise.
judge() { # CARD TARGET FIT WORDS
  case $3 in
    none) ! runs plain "$1" "$2" || [[ $4 != *'no library set can'* ]] || fail "$1 runs code for $2, inspect: $4" ;;
    override) runs override "$1" "$2" || fail "$1 does not run code for $2 with an override, inspect: $4" ;;
    null | unknown) ;;
    *) runs plain "$1" "$2" || fail "$1 does not run code for $2, inspect: $4" ;;
  esac
}
# The matrix, printed below what is wrong in it: + it runs, . it does not; then the verdict's first letters.
matrix=$(printf '%-8s' '' ${targets//gfx/})
for card in $(all_gfx); do
  matrix+=$(printf '\n%-8s' "$card")
  while read -r _ target fit _ words; do
    checks=$((checks + 1))
    judge "$card" "$target" "$fit" "$words"
    matrix+=$(printf '%-8s' "$(runs plain "$card" "$target" && echo + || echo .)${fit:0:5}")
  done < <(grep "^$card " "$RMCP_WORK/answer-verdicts")
done
printf '%s\n' "$matrix"
is "$(($(all_gfx | wc -l) * $(wc -w <<<"$targets")))" grep -c . "$RMCP_WORK/answer-verdicts"
# The matrix is not empty: Debian's HIP 5.7 takes siblings' code (its patches 0025 and 0026), but not all of a family.
exits 0 runs plain gfx1032 gfx1030
exits 0 runs plain gfx90c gfx900
exits 1 runs plain gfx1030 gfx1100
