#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# kernel_log.sh GENERATOR: where systemd runs rmcp-generator its stderr is /dev/null, and what it has to say is in the
# kernel's log. In a namespace whose /dev/kmsg is a file.
set -euo pipefail
umask 022 # rmcp-generator trusts no file that a group may write
[ -e /dev/kmsg ] || exit 77
# shellcheck source=tests/support/inside.sh
. "$(dirname "$0")/../support/inside.sh"
if [ "$(stat -c %u /)" != 0 ]; then
  echo 'an ordinary user is root of a namespace in which / is nobody'"'"'s: no policy is trusted there'
  exit 77
fi
generator=$(realpath "$1")
folder=$(mktemp -d)
trap 'umount /dev/kmsg 2>/dev/null || true; rm -rf "$folder"' EXIT
mkdir -p "$folder/policy/policy.d"
touch "$folder/log"
mount --bind "$folder/log" /dev/kmsg || exit 77
wrong=$folder/policy/policy.d/10-wrong.toml
printf 'format = 1\nx = 1\n' >"$wrong"

fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  cat "$folder/log" >&2
  exit 1
}
"$generator" --config-dirs="$folder/policy" "$folder/made" 2>/dev/null || fail "status $?"
# <27>: an error of a daemon; a line is a record of its own.
grep -q "^<27>rmcp-generator: $wrong:2:1: error: " "$folder/log" || fail "the error is not told"
grep -q '^<27>rmcp-generator: policy has errors: ' "$folder/log" || fail "what follows is not told"
: >"$folder/log"
"$generator" --config-dirs="$folder/policy" "$folder/made" 2>"$folder/said" || fail "status $?"
[ -s "$folder/said" ] || fail "a person who runs it is told nothing"
[ ! -s "$folder/log" ] || fail "what a person has read is in the log too"
