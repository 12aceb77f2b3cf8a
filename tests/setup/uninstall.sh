#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# uninstall.sh SETUP: what ./setup uninstall takes out of /etc, and what stays. In a namespace whose /etc is the test's own;
# a cmake of the test's own installs.
set -euo pipefail
command -v unshare >/dev/null || exit 77
if [ -z "${RMCP_INSIDE:-}" ]; then
  unshare --user --map-root-user --mount true 2>/dev/null || exit 77
  RMCP_INSIDE=1 exec unshare --user --map-root-user --mount "$0" "$@"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/etc" "$folder/programs" "$folder/usr" "$folder/tree/build"
cp "$1" "$folder/tree/setup"
mkdir -p "$folder/tree/units/removal"
cp "${1%/*}/units/removal/retire" "$folder/tree/units/removal/"
for program in bash cat chown cp dirname env grep id mkdir rm sed sha256sum tail touch xargs; do
  ln -s "$(command -v $program)" "$folder/programs/"
done
# Nothing of this machine is changed or asked; a /run of one's own is that of a system without systemd.
mount --bind "$folder/etc" /etc
mount -t tmpfs none /run

printf '#!/bin/bash\n' >"$folder/programs/ninja"
cat >"$folder/programs/cmake" <<'CMAKE'
#!/bin/bash
set -e
[ "$1" = --install ] || { mkdir -p build/release; touch build/release/build.ninja; exit; }
for file in profile.d/rmcp.sh initramfs/post-update.d/zz-rmcp rmcp/rmcpd.toml; do
  mkdir -p "/etc/${file%/*}"
  echo "as shipped: $file $VERSION" >"/etc/$file"
done
echo program >"$USR/rmcpctl"
printf '%s\n' "$USR/rmcpctl" /etc/profile.d/rmcp.sh /etc/initramfs/post-update.d/zz-rmcp /etc/rmcp/rmcpd.toml >build/release/install_manifest.txt
CMAKE
chmod +x "$folder/programs/"{cmake,ninja}
run() { env -i PATH="$folder/programs" USR="$folder/usr" VERSION="${VERSION:-}" CI=1 "$folder/tree/setup" "$@"; }
left() { (cd /etc && find . -type f | sort | tr '\n' ' '); }
fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }

# What nobody has changed goes; the settings in /etc/rmcp are the administrator's even as they came.
run install >/dev/null
out=$(run uninstall)
is './rmcp/rmcpd.toml ' "$(left)"
is '' "$(ls -A "$folder/usr")"
[[ $out != *kept* ]] || fail "$out"
if run uninstall >"$folder/out" 2>&1; then fail 'a second uninstall has something to remove'; fi

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

# An installation of a setup that has not noted what it brought: kept and named, rather than guessed.
run install >/dev/null
rm "$folder/tree/build/release/install_etc.sha256"
out=$(run uninstall)
is './initramfs/post-update.d/zz-rmcp ./profile.d/rmcp.sh ./rmcp/rmcpd.toml ' "$(left)"
[[ $out == *'kept, installed by an older ./setup'*': /etc/profile.d/rmcp.sh /etc/initramfs/post-update.d/zz-rmcp'* ]] || fail "$out"
