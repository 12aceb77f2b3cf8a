#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# retire.sh RETIRE: the daemon is stopped before anything is put back, and nothing can start it meanwhile; one that does not stop
# ends a removal. In a namespace with a /run and a systemctl of the test's own.
set -euo pipefail
command -v unshare >/dev/null || exit 77
if [ -z "${RMCP_INSIDE:-}" ]; then
  unshare --user --map-root-user --mount true 2>/dev/null || exit 77
  RMCP_INSIDE=1 exec unshare --user --map-root-user --mount "$0" "$@"
fi
retire=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mount -t tmpfs none /run
mkdir "$folder/bin" "$folder/libexec"
refusal=/run/systemd/system/rmcpd.service.d/90-retired.conf

# A stop succeeds when $folder/cancel says so often, as one that a start job cancels does; each call is noted.
cat >"$folder/bin/systemctl" <<'S'
#!/bin/sh
folder=${0%/bin/systemctl}
case $1 in
  show) echo "$([ -e "$folder/waiting" ] && echo auto-restart || echo start)" ;;
  is-active) [ -e "$folder/stopped" ] && echo inactive && exit 3; echo active ;;
  stop)
    [ "$*" != "stop rmcp-initramfs.service" ] || { rm "$folder/waiting" && exit; }
    echo "stop, $([ -e /run/systemd/system/rmcpd.service.d/90-retired.conf ] && echo refused)" >>"$folder/calls"
    left=$(cat "$folder/cancel")
    [ "$left" -gt 0 ] || { touch "$folder/stopped"; exit; }
    echo $((left - 1)) >"$folder/cancel"
    echo "Job for rmcpd.service canceled." >&2
    exit 1 ;;
esac
S
printf '#!/bin/sh\n' >"$folder/bin/sleep"
cat >"$folder/libexec/rmcpd" <<'R'
#!/bin/sh
folder=${0%/libexec/rmcpd}
echo "$1, $([ -e "$folder/stopped" ] && echo stopped)" >>"$folder/calls"
exit "$(cat "$folder/reverts")"
R
chmod +x "$folder/bin/"* "$folder/libexec/rmcpd"

begin() { # TIMES-A-STOP-IS-CANCELED STATUS-OF-REVERT
  rm -rf /run/systemd /run/rmcp "$folder/calls" "$folder/stopped"
  mkdir -p /run/systemd/system /run/rmcp
  echo "$1" >"$folder/cancel"
  echo "$2" >"$folder/reverts"
}
retires() { PATH=$folder/bin:$PATH "$retire" "$folder/libexec" >"$folder/out" 2>&1; }
fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  cat "$folder/out" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }

# Stopped first, while it refuses to start.
begin 0 0
retires || fail "status $?"
is $'stop, refused\n--revert, stopped' "$(cat "$folder/calls")"
[ -e $refusal ] || fail "it can be started again before its files are gone"
grep -qx RefuseManualStart=yes $refusal || fail "$(cat $refusal)"
grep -qx "ConditionPathExists=!$refusal" $refusal || fail "$(cat $refusal)"
[ ! -e /run/rmcp ] || fail "what was put back is not forgotten"

# A rebuild of the initramfs that waits for its next attempt would come when the program is gone. One that runs may end.
begin 0 0
touch "$folder/waiting"
retires || fail "status $?"
[ ! -e "$folder/waiting" ] || fail "it is tried again after the removal"

# Something has canceled the stop: once more.
begin 2 0
retires || fail "status $?"
is $'stop, refused\nstop, refused\nstop, refused\n--revert, stopped' "$(cat "$folder/calls")"

# It does not stop: nothing has been touched, and it may go on.
begin 100 0
if retires; then fail "retired beside a daemon that runs"; fi
grep -q 'does not stop' "$folder/out" || fail "not said"
if grep -q revert "$folder/calls"; then fail "put back beside a daemon that runs"; fi
[ -e /run/rmcp ] || fail "forgotten beside a daemon that runs"
[ ! -e $refusal ] || fail "it cannot be started again"

# Not all can be put back: said, and the originals stay known.
begin 0 1
retires || fail "status $?"
grep -q 'not every setting' "$folder/out" || fail "not said"
[ -e /run/rmcp ] || fail "forgotten"

# No systemd: there is nothing to stop.
begin 0 0
rm -r /run/systemd
retires || fail "status $?"
is '--revert, ' "$(cat "$folder/calls")"
