#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# purge.sh POSTRM: `dpkg --purge rmcpd` leaves nothing of rmcpd in force, and drops the memory of original values only when no
# card can still need it. In a namespace with an /etc, a /run and a /var/lib of the test's own; then in another root.
set -euo pipefail
# shellcheck source=tests/support/inside.sh
. "$(dirname "$0")/../support/inside.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/root"
cp "$1" "$folder/postrm"
for place in /run /etc /var/lib; do mount -t tmpfs none $place; done
for program in dpkg-trigger update-initramfs systemctl; do
  printf '#!/bin/sh\necho "%s $*" >>%s\n' $program "$folder/calls" >"$folder/bin/$program"
done
chmod +x "$folder/bin/"*

root=
begin() {
  : >"$folder/calls"
  rm -rf "$root"/run/{rmcp,cdi} "$root"/etc/{modprobe.d,ld.so.conf.d,rmcp} "$root/var/lib/rmcp"
  mkdir -p "$root"/{run/rmcp/journal,run/cdi,etc/modprobe.d,etc/ld.so.conf.d,etc/rmcp/policy.d,var/lib/rmcp/held}
  touch "$root"/{run/cdi/rmcp.json,etc/rmcp/policy.d/10-mine.toml,var/lib/rmcp/held/one,run/rmcp/journal/one}
  echo 'include /var/lib/rmcp/default-set/current/ld.so.conf' >"$root/etc/ld.so.conf.d/00-rmcp.conf"
  printf '# Written by rmcpd(8) from its policy, ...\noptions amdgpu noretry=1\n' >"$root/etc/modprobe.d/rmcp.conf"
}
programs=$folder/bin:$PATH
purges() { env ${root:+"DPKG_ROOT=$root"} PATH="$programs" sh "$folder/postrm" "${1:-purge}" >"$folder/out" 2>&1 || fail "status $?"; }
left() { (cd "$root/" && find run etc var/lib -type f | sort | tr '\n' ' '); }
fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  cat "$folder/out" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }

# All has been put back: /run/rmcp is gone. A file of modprobe.d under our name that is not ours stays.
begin
rm -r /run/rmcp
purges
is 'etc/rmcp/policy.d/10-mine.toml ' "$(left)"
[ ! -e /var/lib/rmcp ] || fail "the state is left"
is $'update-initramfs -u\ndpkg-trigger --no-await ldconfig' "$(cat "$folder/calls")"
is '' "$(cat "$folder/out")"
begin
rm -r /run/rmcp /etc/ld.so.conf.d/00-rmcp.conf
echo 'options amdgpu noretry=1' >/etc/modprobe.d/rmcp.conf
purges
is 'etc/modprobe.d/rmcp.conf etc/rmcp/policy.d/10-mine.toml ' "$(left)"
is '' "$(cat "$folder/calls")"

# Some card could not be put back: nothing else knows its original values. It is said, for dpkg forgets the package. What would
# come into force again goes.
begin
purges
is 'etc/rmcp/policy.d/10-mine.toml run/rmcp/journal/one var/lib/rmcp/held/one ' "$(left)"
grep -q '^rmcpd: GPUs may still have its settings.*a reboot resets them; after it: rm -r /var/lib/rmcp$' "$folder/out" || fail "not said"

# An image that cannot be written is no reason to fail.
begin
printf '#!/bin/sh\nexit 1\n' >"$folder/bin/update-initramfs"
purges
grep -q 'initramfs may still have options of amdgpu: update-initramfs -u$' "$folder/out" || fail "not said"

# Where there is dracut alone, it is dracut's.
mkdir "$folder/few"
for program in sh grep head rm; do ln -s "$(command -v $program)" "$folder/few/"; done
cp "$folder/bin/dpkg-trigger" "$folder/few/"
programs=$folder/few
begin
purges
is 'dpkg-trigger --no-await ldconfig' "$(cat "$folder/calls")"
sed 's/dpkg-trigger/dracut/' "$folder/few/dpkg-trigger" >"$folder/few/dracut"
chmod +x "$folder/few/dracut"
begin
purges
is $'dracut --force\ndpkg-trigger --no-await ldconfig' "$(cat "$folder/calls")"
programs=$folder/bin:$PATH

# A removal keeps the state.
begin
purges remove
[ -e /var/lib/rmcp/held/one ] || fail "the state is gone"

# Another root: nothing of this one is touched or asked, and nothing runs there that could need anything.
begin
root=$folder/root
begin
rm -r "$root/run/rmcp"
purges
is 'etc/rmcp/policy.d/10-mine.toml ' "$(left)"
is '' "$(grep -v dpkg-trigger "$folder/calls" || true)"
root=
is 'etc/ld.so.conf.d/00-rmcp.conf etc/modprobe.d/rmcp.conf etc/rmcp/policy.d/10-mine.toml run/cdi/rmcp.json run/rmcp/journal/one var/lib/rmcp/held/one ' "$(left)"
