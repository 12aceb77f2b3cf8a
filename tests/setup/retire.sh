#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# retire.sh RETIRE: the daemon is stopped before anything is put back, and nothing can start it meanwhile; one that does not stop
# ends a removal. The loader and the initramfs forget rmcpd, too. In a namespace with an /etc, a /run and a systemctl of the
# test's own.
set -euo pipefail
# shellcheck source=tests/support/inside.sh
. "$(dirname "$0")/../support/inside.sh"
folder=$(mktemp -d)
retire=$folder/retire
trap 'rm -rf "$folder"' EXIT
sed "s#@CMAKE_INSTALL_FULL_LIBEXECDIR@#$folder/libexec#" "$1" >"$retire"
chmod +x "$retire"
for place in /run /etc /var/lib; do mount -t tmpfs none $place; done
mkdir -p "$folder/bin" "$folder/libexec/rmcp" /etc/modprobe.d /etc/ld.so.conf.d /var/lib/rmcp
config=/etc/ld.so.conf.d/00-rmcp.conf
refusal=/run/systemd/system/rmcpd.service.d/90-retired.conf

# A stop succeeds when $folder/cancel says so often, as one that a start job cancels does; each call is noted.
cat >"$folder/bin/systemctl" <<'S'
#!/bin/sh
folder=${0%/bin/systemctl}
case $1 in
  daemon-reload) echo "$([ -e /run/systemd/system/rmcpd.service.d/90-retired.conf ] && echo refused)" >>"$folder/reloads" ;;
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
for program in set-default rebuild-initramfs; do
  cat >"$folder/libexec/rmcp/$program" <<'P'
#!/bin/sh
name=${0##*/} folder=${0%/libexec/*}
echo "$name${1:+ $1}" >>"$folder/calls"
[ ! -e "$folder/$name-fails" ] || exit 1
[ "$name $1" != 'set-default --remove' ] || rm /etc/ld.so.conf.d/00-rmcp.conf
P
done
chmod +x "$folder/bin/"* "$folder/libexec/rmcpd" "$folder/libexec/rmcp/"*

begin() { # TIMES-A-STOP-IS-CANCELED STATUS-OF-REVERT
  rm -rf /run/systemd /run/rmcp "$folder/"{calls,reloads,stopped,*-fails} /etc/*.d/*rmcp.conf /var/lib/rmcp/*
  mkdir -p /run/systemd/system /run/rmcp
  echo "$1" >"$folder/cancel"
  echo "$2" >"$folder/reverts"
}
retires() { PATH=$folder/bin:$PATH "$retire" "$@" >"$folder/out" 2>&1; }
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

# Of an installation whose own one is missing.
mv "$folder/libexec" "$folder/elsewhere"
sed "s#%/libexec/#%/elsewhere/#" -i "$folder/elsewhere/rmcpd"
begin 0 0
retires "$folder/elsewhere" || fail "status $?"
is $'stop, refused\n--revert, stopped' "$(cat "$folder/calls")"
mv "$folder/elsewhere" "$folder/libexec"
sed "s#%/elsewhere/#%/libexec/#" -i "$folder/libexec/rmcpd"

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

# The loader forgets the default library set before its folder goes.
begin 0 0
touch $config
retires || fail "status $?"
is $'stop, refused\nset-default --remove\n--revert, stopped' "$(cat "$folder/calls")"
begin 0 0
touch $config "$folder/set-default-fails"
retires || fail "status $?"
grep -qF "the loader still has the default library set: rm $config, then ldconfig" "$folder/out" || fail "not said"

# Options of amdgpu go from the initramfs, too, when they are gone from modprobe.d; also those that a rebuild still owes.
for file in /etc/modprobe.d/rmcp.conf /var/lib/rmcp/initramfs-owed; do
  begin 0 0
  touch $file
  retires || fail "status $?"
  is $'stop, refused\n--revert, stopped\nrebuild-initramfs' "$(cat "$folder/calls")"
done
begin 0 0
touch /etc/modprobe.d/rmcp.conf "$folder/rebuild-initramfs-fails"
retires || fail "status $?"
grep -q 'initramfs may still have options of amdgpu: rebuild it$' "$folder/out" || fail "not said"
echo 'mkinitcpio -P' >/var/lib/rmcp/initramfs-owed
retires || fail "status $?"
grep -q 'initramfs still has options of amdgpu: mkinitcpio -P$' "$folder/out" || fail "not said"

# The second part, when the files are gone: systemd has to have noticed that before the unit can be started again.
begin 0 0
retires || fail "status $?"
mv "$folder/libexec" "$folder/removed"
touch "${refusal%/*}/50-mine.conf"
: >"$folder/reloads"
PATH=$folder/bin:$PATH sh "${refusal%.conf}.sh" --gone || fail "status $?"
is 'refused,,' "$(tr '\n' , <"$folder/reloads")"
is 50-mine.conf "$(ls "${refusal%/*}")"
rm "${refusal%/*}/50-mine.conf"
mkdir -p "${refusal%/*}" && touch $refusal
PATH=$folder/bin:$PATH "$retire" --gone || fail "status $?"
[ ! -e "${refusal%/*}" ] || fail "a folder is left over"
: >"$folder/reloads"
PATH=$folder/bin:$PATH "$retire" --gone || fail "status $?"
is '' "$(cat "$folder/reloads")"
