#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# set_default.sh SET-DEFAULT.IN: the loader is told about the default library set, and with --remove that there is none any
# more, whatever rmcpd's folder says. In a namespace with an /etc and an ldconfig of the test's own.
set -euo pipefail
# shellcheck source=tests/support/inside.sh
. "$(dirname "$0")/../support/inside.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed "s|@RMCP_STATE_DIR@|$folder|" "$1" >"$folder/set-default"
for place in /run /etc; do mount -t tmpfs none $place; done
mkdir -p "$folder/bin" "$folder/default-set/current" /run/rmcp
config=/etc/ld.so.conf.d/00-rmcp.conf
# shellcheck disable=SC2016 # it is evaluated later
printf '#!/bin/sh\n[ -e %s ] && echo with || echo without\n' "$config" >"$folder/bin/ldconfig"
chmod +x "$folder/bin/ldconfig" "$folder/set-default"
runs() { PATH=$folder/bin:$PATH "$folder/set-default" "$@"; }
fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }

echo one >"$folder/default-set/current/contents"
is with "$(runs)"
is "include $folder/default-set/current/ld.so.conf" "$(tail -n 1 $config)"
is one "$(cat "$folder/default-set/cached")"
# What a removal asks for, also if rmcpd could not put its folder away.
touch "$folder/default-set/.cached.new" /run/rmcp/default-set-wanted
is without "$(runs --remove)"
is $'.\n..\ncurrent' "$(ls -a "$folder/default-set")"
[ ! -e $config ] || fail "$(cat $config)"
[ ! -e /run/rmcp/default-set-wanted ] || fail "still asked for"
# Policy that wants none.
is with "$(runs)"
rm "$folder/default-set/current/contents"
is without "$(runs)"
