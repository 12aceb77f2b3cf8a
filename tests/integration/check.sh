# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# check.sh SCENARIO: the words that scenarios are written in, then the scenario.
scenario=$1
# shellcheck disable=SC2034 # for scenarios
machines=$RMCP_TESTS/machines
# shellcheck source=tests/support/words.sh
. "$RMCP_TESTS/support/words.sh"

value() { rmcp-machine read "$1" "$2"; }
has_value() { [ "$(value "$1" "$2")" = "$3" ]; }
policy() { cat >"$RMCP_MACHINE_POLICY/policy.d/$1.toml"; }
# bus INTERFACE.MEMBER PATH ARGUMENT...: what dbus-send says.
bus() {
  local member=$1 path=$2
  shift 2
  dbus-send --system --print-reply --dest=io.github.rmcpd "/io/github/rmcpd1/$path" "$member" "$@"
}

# beside ARGUMENT...: an rmcpctl whose rmcpd --offline looks where the daemon looks.
beside() {
  local folder=$RMCP_MACHINE_ROOT/beside
  if [ ! -d "$folder" ]; then
    mkdir -p "$folder/bin" "$folder/libexec"
    cp "$(command -v rmcpctl)" "$folder/bin"
    cat >"$folder/libexec/rmcpd" <<END
#!/bin/bash
exec $(tr '\0' ' ' <"/proc/$(pgrep -f "^[^ ]*/rmcpd --config-dirs=$RMCP_MACHINE_ROOT/etc")/cmdline") "\$@"
END
    chmod +x "$folder/libexec/rmcpd"
  fi
  "$folder/bin/rmcpctl" "$@"
}

# hang FOLDER: nothing in there is answered any more, as on a server that is gone, until `answer FOLDER`.
declare -A hanging=()
hang() {
  env -u LD_PRELOAD -u UMOCKDEV_DIR rmcp-hang "$1" &
  hanging[$1]=$!
  eventually is_mounted "$1"
}
is_mounted() { grep -qF " $1 fuse" /proc/self/mounts; }
answer() {
  kill "${hanging[$1]}"
  wait "${hanging[$1]}" 2>/dev/null
  unset "hanging[$1]"
}
answer_all() { for folder in "${!hanging[@]}"; do answer "$folder"; done; }
trap answer_all EXIT
can_hang() {
  command -v rmcp-hang >/dev/null || return
  mkdir -p "$RMCP_MACHINE_ROOT/can-hang"
  env -u LD_PRELOAD -u UMOCKDEV_DIR rmcp-hang "$RMCP_MACHINE_ROOT/can-hang" &
  local hanging=$!
  for _ in $(seq 100); do
    is_mounted "$RMCP_MACHINE_ROOT/can-hang" && kill $hanging && wait $hanging
    kill -0 $hanging 2>/dev/null || break
    sleep 0.02
  done
  wait $hanging
}

# Where FUSE is not to be had, attributes are plain files that take whatever is written.
if grep -q '^# needs: .*emulation' "$scenario" && [ -n "$RMCP_MACHINE_PLAIN" ]; then
  echo "attributes cannot be emulated: $RMCP_MACHINE_PLAIN"
  exit 77
fi
if grep -q '^# needs: .*hang' "$scenario" && ! can_hang; then
  echo "no file system can be made that hangs: no FUSE"
  exit 77
fi
run_scenario_file
if [ "$failures" -gt 0 ]; then
  sed 's/^/rmcpd.log: /' "$RMCP_MACHINE_LOG"
  exit 1
fi
