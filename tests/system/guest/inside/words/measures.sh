# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words that measure.

skip() { # REASON
  printf '%s\n' "$*"
  exit 77
}

# at_most LIMIT VALUE WHAT
at_most() {
  checks=$((checks + 1))
  [ "$2" -le "$1" ] || fail "$3: $2, at most $1"
}

# took COMMAND...: the milliseconds that it takes.
took() {
  local start
  start=$(milliseconds)
  "$@" >/dev/null 2>&1 || fail "$*: status $?"
  echo $(($(milliseconds) - start))
}
milliseconds() { echo $((${EPOCHREALTIME/./} / 1000)); }

# figures NAME UNIT NUMBER...: how many, the median and the largest, for people to read.
figures() {
  local name=$1 unit=$2 sorted
  shift 2
  mapfile -t sorted < <(printf '%s\n' "$@" | sort -n)
  printf '%s: n=%s median %s %s, largest %s %s\n' "$name" $# "${sorted[$# / 2]}" "$unit" "${sorted[-1]}" "$unit"
}
