#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# revert.sh RMCPD: `rmcpd --revert` by hand takes the default library set away, and says what the loader still has. In a namespace
# without GPUs and bus, with an /etc, a /run and a /var/lib of the test's own.
set -euo pipefail
# shellcheck source=tests/support/inside.sh
. "$(dirname "$0")/../support/inside.sh"
for place in /sys /run /etc /var/lib; do mount -t tmpfs none $place; done
set=/var/lib/rmcp/default-set config=/etc/ld.so.conf.d/00-rmcp.conf
mkdir -p $set/one /etc/ld.so.conf.d /run/rmcp
fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }
begin() { # FOLDER-IN-THE-LOADER'S-FILE
  mkdir -p $set/one
  ln -sfn one $set/current
  echo one >$set/one/contents
  printf '# Made by rmcpd\ninclude %s/ld.so.conf\n' "$1" >$config
}

begin $set/current
is "rmcpd: $config: the loader still has the default library set: systemctl start rmcp-default-set.service" "$("$1" --revert 2>&1)"
[ ! -e $set/current ] || fail "the links are still there"
# Told already, or told about something else: nothing to say.
begin $set/current
rm $config
is '' "$("$1" --revert 2>&1)"
begin /opt/somewhere
is '' "$("$1" --revert 2>&1)"
