#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# uninstall.sh SETUP: what ./setup uninstall, and ./setup install of another version, take away, and what stays; that they leave
# packages alone. In a namespace whose /etc is the test's own; a cmake of the test's own installs.
set -euo pipefail
# shellcheck source=tests/support/inside.sh
. "$(dirname "$0")/../support/inside.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/etc" "$folder/programs" "$folder/usr" "$folder/tree/build"
cp "$1" "$folder/tree/setup"
mkdir -p "$folder/tree/units/removal"
cp "${1%/*}"/units/removal/{retire.in,installed.sh} "$folder/tree/units/removal/"
for program in bash cat chown comm cp dirname env grep id mkdir mv rm rmdir sed sh sha256sum sort tail touch xargs; do
  ln -s "$(command -v $program)" "$folder/programs/"
done
# Nothing of this machine is changed or asked; a /run of one's own is that of a system without systemd.
mount --bind "$folder/etc" /etc
mount -t tmpfs none /run

printf '#!/bin/bash\n' >"$folder/programs/ninja"
ln -s usr "$folder/link" # as /lib of most distributions is one
cat >"$folder/programs/cmake" <<'CMAKE'
#!/bin/bash
set -e
echo "$*" >>"$USR/../calls"
[ "$1" = --install ] || { mkdir -p build/release; touch build/release/build.ninja; exit; }
files=("$USR/bin/rmcpctl" "$USR/lib/rmcpd" "$USR/lib/rmcp/profiles.d/power.toml" "$USR/lib/dracut/99rmcp/setup.sh"
  /etc/profile.d/rmcp.sh /etc/initramfs/post-update.d/zz-rmcp /etc/rmcp/rmcpd.toml)
[ "$VERSION" != 1 ] || files+=("$USR/lib/rmcp/profiles.d/old.toml" "$USR/lib/rmcp/old/old" /etc/profile.d/old.sh /etc/profile.d/older.sh)
[ "$VERSION" != 1 ] || files[0]=$USR/../link/bin/rmcpctl
[ -n "$DESTDIR" ] || for file in "${files[@]}"; do
  mkdir -p "${file%/*}"
  echo "as shipped: $file $VERSION" >"$file"
done
text=$(printf '%s\n' "${files[@]}")
printf %s "$text" >build/release/install_manifest.txt # as cmake ends it
[ -z "$BREAKS" ]
CMAKE
chmod +x "$folder/programs/"{cmake,ninja}
run() { env -i PATH="$folder/programs" USR="$folder/usr" VERSION="${VERSION:-}" BREAKS="${BREAKS:-}" DESTDIR="${DESTDIR:-}" CI=1 "$folder/tree/setup" "$@"; }
left() { (cd /etc && find . -type f | sort | tr '\n' ' '); }
left_in_usr() { (cd "$folder/usr" && find . | sort | tr '\n' ' '); }
folders='. ./bin ./lib ./lib/dracut ' # of others, as far as anybody knows
fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }

# What nobody has changed goes; the settings in /etc/rmcp are the administrator's even as they came.
run install >/dev/null
out=$(run uninstall)
is './rmcp/rmcpd.toml ' "$(left)"
is "$folders" "$(left_in_usr)"
[[ $out != *kept* ]] || fail "$out"
if run uninstall >"$folder/out" 2>&1; then fail 'a second uninstall has something to remove'; fi
DESTDIR=/elsewhere run install >/dev/null
if run uninstall >"$folder/out" 2>&1; then fail 'files are removed that were not installed from here'; fi

# What somebody has changed stays and is named; what he has removed is no matter.
run install >/dev/null
echo '# mine' >>/etc/profile.d/rmcp.sh
rm /etc/initramfs/post-update.d/zz-rmcp
out=$(run uninstall)
is './profile.d/rmcp.sh ./rmcp/rmcpd.toml ' "$(left)"
[[ $out == *'kept, changed since they were installed: /etc/profile.d/rmcp.sh'$'\n'* ]] || fail "$out"

# What counts is what the last installation has brought, not what the tree would bring now.
VERSION=1 run install >/dev/null
VERSION=2 run install >/dev/null
run uninstall >/dev/null
is './rmcp/rmcpd.toml ' "$(left)"
is "$folders" "$(left_in_usr)"

# What this version has not goes with the update, by the same rules; a file that has another name now is still there.
VERSION=1 run install >/dev/null
echo '# mine' >>/etc/profile.d/older.sh
out=$(VERSION=2 run install)
new_in_usr='. ./bin ./bin/rmcpctl ./lib ./lib/dracut ./lib/dracut/99rmcp ./lib/dracut/99rmcp/setup.sh ./lib/rmcp ./lib/rmcp/profiles.d ./lib/rmcp/profiles.d/power.toml ./lib/rmcpd '
is "$new_in_usr" "$(left_in_usr)"
is './initramfs/post-update.d/zz-rmcp ./profile.d/older.sh ./profile.d/rmcp.sh ./rmcp/rmcpd.toml ' "$(left)"
[[ $out == *'kept, changed since they were installed: /etc/profile.d/older.sh'$'\n'* ]] || fail "$out"
rm /etc/profile.d/older.sh
run uninstall >/dev/null
is './rmcp/rmcpd.toml ' "$(left)"
# Also if the first attempt of the update fails, and if cmake has installed something elsewhere meanwhile, as for packages.
VERSION=1 run install >/dev/null
DESTDIR=/elsewhere VERSION=2 run install >/dev/null
DESTDIR=/elsewhere run install >/dev/null
printf %s "$folder/usr/bin/rmcpctl" >"$folder/tree/build/release/install_manifest.txt"
if BREAKS=1 VERSION=2 run install >"$folder/out" 2>&1; then fail 'it succeeds without cmake'; fi
VERSION=2 run install >/dev/null
is "$new_in_usr" "$(left_in_usr)"
run uninstall >/dev/null

# The order of what is put back is that of the installed version, wherever its programs are; of one without, that of the tree.
run install >/dev/null
mkdir -p "$folder/usr/lib/rmcp"
for retire in "$folder/usr/lib/rmcp/retire" "$folder/tree/units/removal/retire.in"; do
  printf '#!/bin/sh\necho "%s $*" >>%s\n' "${retire##*/}" "$folder/retired" >"$retire"
  chmod +x "$retire"
done
run uninstall >/dev/null
is $'retire \nretire.in --gone' "$(cat "$folder/retired")"
rm "$folder/usr/lib/rmcp/retire" "$folder/retired"
run install >/dev/null
run uninstall >/dev/null
is "retire.in $folder/usr/lib"$'\nretire.in --gone' "$(cat "$folder/retired")"
cp "${1%/*}/units/removal/retire.in" "$folder/tree/units/removal/retire.in"

# Files of packages are left to dpkg.
run install >/dev/null
printf '#!/bin/bash\nprintf "%%s\\n" "librmcp-hsa:amd64: /usr/lib/x/rmcp/librmcp-hsa.so" "rmcpd: /usr/libexec/rmcpd"; exit 1\n' >"$folder/programs/dpkg-query"
chmod +x "$folder/programs/dpkg-query"
before=$(left)$(left_in_usr)
: >"$folder/calls"
for verb in install uninstall; do
  if run $verb >"$folder/out" 2>&1; then fail "$verb over packages"; fi
  grep -q "^setup: $verb: .*packages librmcp-hsa rmcpd.*apt-get remove librmcp-hsa rmcpd" "$folder/out" || fail "$(cat "$folder/out")"
done
is "$before" "$(left)$(left_in_usr)"
is '' "$(cat "$folder/calls")"
printf '#!/bin/bash\nexit 1\n' >"$folder/programs/dpkg-query"
run uninstall >/dev/null
is './rmcp/rmcpd.toml ' "$(left)"

# An installation of a setup that has not noted what it brought: kept and named, rather than guessed.
run install >/dev/null
rm "$folder/tree/build/release/install_etc.sha256"
out=$(run uninstall)
is './initramfs/post-update.d/zz-rmcp ./profile.d/rmcp.sh ./rmcp/rmcpd.toml ' "$(left)"
[[ $out == *'kept, installed by an older ./setup'*': /etc/initramfs/post-update.d/zz-rmcp /etc/profile.d/rmcp.sh'* ]] || fail "$out"
