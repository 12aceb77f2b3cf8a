# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words for scenarios that build: recipes in a folder of their own, for a small library.
command -v cc >/dev/null && command -v patch >/dev/null || exit 77
place=$RMCP_MACHINE_ROOT/recipes
export XDG_CACHE_HOME=$place/cache HOME=$place
mkdir -m 755 "$place" "$place/sets"
cd "$place" || exit 1
# Registers where the machine's own policy is.
build() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library build "$@"; }
# Goes on by itself; $pid is rmcpctl's. Job control, since a shell without it lets background jobs ignore SIGINT.
start_build() {
  set -m
  rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library build "$@" >out 2>&1 &
  # shellcheck disable=SC2034 # for scenarios
  pid=$!
  set +m
}
tree() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
# The folder of the builds of RECIPE.
work_of() { rmcpctl library build --dry-run --json "$1" | sed -n 's/^  "work": "\(.*\)",$/\1/p'; }
runs_of() { [ -e "$place/ran" ] && grep -c "^$1\$" "$place/ran" || echo 0; }

# library_source FOLDER: a library of two files; lines far enough from each other for two hunks.
library_source() {
  mkdir -p "$1"
  {
    echo 'int first(void) { return 1; }'
    for n in $(seq 2 20); do echo "int unused_$n(void) { return $n; }"; done
    echo 'int last(void) { return 21; }'
  } >"$1/numbers.c"
  printf '%s\n' 'int first(void);' 'int last(void);' >"$1/numbers.h"
}
# recipe NAME TEXT: its head, a prefix here, then TEXT.
recipe() {
  printf '%s\n' 'format = 1' "name = \"$1\"" 'version = "1"' \
    "prefix = \"$place/sets/@name@-@version@-@number@\"" "$2" >"$1.toml"
}
# What most of them do.
# shellcheck disable=SC2034 # for scenarios
{
  compile='cc -shared -fPIC -o @build@/libnumbers.so numbers.c'
  install='mkdir -p @prefix@/lib && cp @build@/libnumbers.so @prefix@/lib/'
}
# A step that says that it ran, then does COMMAND.
step() {
  printf '[[step]]\nname = "%s"\nrun = ["sh", "-c", """echo %s >>%s/ran; %s"""]\n' "$1" "$1" "$place" "$2"
}
