#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# packages.sh SETUP: which packages ./setup installs for what, and that it goes on without those that only some tests need. In
# a namespace whose /etc is the test's own; apt-get, dpkg-query and the programs that build are the test's own.
set -euo pipefail
# shellcheck source=tests/support/inside.sh
. "$(dirname "$0")/../support/inside.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/etc" "$folder/programs" "$folder/tree/tests/machines" "$folder/tree/build/dev/bin" "$folder/tree/units/removal"
cp "$1" "$folder/tree/setup"
cp "${1%/*}/units/removal/installed.sh" "$folder/tree/units/removal/"
touch "$folder/tree/tests/machines/rx6600.toml" "$folder/tree/CMakePresets.json"
for program in bash cat dirname env grep head mkdir tail touch; do ln -s "$(command -v $program)" "$folder/programs/"; done
mount --bind "$folder/etc" /etc
mount -t tmpfs none /run # that of a system without systemd
mount -t tmpfs none /var/lib
mkdir -p /var/lib/apt/lists

fake() { # NAME, its script on standard input
  { printf '#!/bin/bash\n' && cat; } >"$folder/$1"
  chmod +x "$folder/$1"
}
# shellcheck disable=SC2016 # the program's own
fake programs/cmake <<<'mkdir -p build/dev; touch build/dev/build.ninja; echo "$*" >"$FOLDER/configured"'
fake programs/ninja <<<''
fake programs/ctest <<<'echo tested'
# shellcheck disable=SC2016 # the program's own
fake programs/id <<<'echo "${ID:-0}"'
fake tree/build/dev/bin/rmcp-machine <<<'echo toured'
# Knows every package but those of $UNKNOWN.
fake programs/apt-get <<'APT'
echo "$*" >>"$FOLDER/calls"
[[ " $* " == *" install "* ]] || exit "${OFFLINE:-0}"
names=()
for word; do [[ $word == -* || $word == *=* || $word == install ]] || names+=("$word"); done
for name in "${names[@]}"; do
  [[ " $UNKNOWN " != *" $name "* ]] || { echo "E: Unable to locate package $name"; exit 100; }
done
[[ " $* " == *" -s "* ]] || { [ -z "$OFFLINE" ] || exit 100; printf '%s\n' "${names[@]}" >>"$FOLDER/installed"; }
APT
fake programs/dpkg-query <<'DPKG'
while read -r name; do echo "$name installed"; done <"$FOLDER/installed"
exit 1
DPKG

unset CI # of whoever runs this
setup() {
  env -i PATH="$folder/programs" FOLDER="$folder" UNKNOWN="${UNKNOWN:-}" OFFLINE="${OFFLINE:-}" ID="${ID:-}" CI="${CI:-}" \
    "$folder/tree/setup" "$@"
}
fresh() { # a system without any of the packages
  rm -rf "$folder/tree/build/setup"
  : >"$folder/installed"
  : >"$folder/calls"
}
fail() {
  printf 'FAILED %s: %s\n' "$(caller 1)" "$*" >&2
  exit 1
}
is() { [ "$1" = "$2" ] || fail "expected: $1"$'\n'"found: $2"; }
has() { grep -qE -- "$1" <<<"$2" || fail "expected: $1"$'\n'"found: $2"; }
hasnt() { ! grep -qE -- "$1" <<<"$2" || fail "not expected: $1"$'\n'"found: $2"; }
installed() { cat "$folder/installed"; }
installs() { grep -E '(^| )install ' "$folder/calls" | grep -v -- ' -s ' || true; }

# The tour is content with little.
fresh
has toured "$(setup run --simulate)"
has '^umockdev$' "$(installed)"
hasnt 'podman|rocminfo|hsakmt|zsh|lintian|polkitd.*polkitd' "$(installed)"
# Another call finds all there.
: >"$folder/calls"
has toured "$(setup run --simulate)"
is '' "$(cat "$folder/calls")"

# A package that only some tests need does not stop those that can run; what they miss is said.
fresh
out=$(UNKNOWN='zsh rocminfo' setup test)
has tested "$out"
has '^setup: packages: zsh: not installed: skips integration.completion_zsh$' "$out"
has '^setup: packages: rocminfo: not installed: ' "$out"
hasnt 'podman: not installed' "$out"
has '^podman$' "$(installed)"
# It is said every time, but apt is asked again only when it knows more.
: >"$folder/calls"
has '^setup: packages: zsh: not installed: ' "$(UNKNOWN='zsh rocminfo' setup test)"
is '' "$(installs)"
hasnt update "$(cat "$folder/calls")"
touch -d 'now + 1 minute' /var/lib/apt/lists
hasnt 'zsh: not installed' "$(UNKNOWN=rocminfo setup test)"
has '^zsh$' "$(installed)"
touch /var/lib/apt/lists

# CI is no stricter. It has some more, which nobody else gets.
fresh
out=$(CI=1 UNKNOWN='zsh clang-format-14' setup test)
has tested "$out"
has '^setup: packages: zsh: not installed: ' "$out"
has '^setup: packages: clang-format-14: not installed: skips style.format$' "$out"
has '^openssh-server$' "$(installed)"
fresh
setup test >/dev/null
hasnt 'openssh-server|environment-modules' "$(installed)"

# One that nothing goes without is the end, with its name, before anything is built.
fresh
if UNKNOWN=libfmt-dev setup test >"$folder/out" 2>&1; then fail 'it builds without libfmt-dev'; fi
has 'Unable to locate package libfmt-dev' "$(cat "$folder/out")"
hasnt tested "$(cat "$folder/out")"

# Of alternatives the first that there is; one that is installed will do.
fresh
out=$(UNKNOWN=libamdhip64-5 setup test)
hasnt 'amdhip64.*not installed' "$out"
is 'libamdhip64-6' "$(installed | grep amdhip)"
: >"$folder/calls"
setup test >/dev/null
is '' "$(cat "$folder/calls")"
out=$(fresh && UNKNOWN='libamdhip64-5 libamdhip64-6 libamdhip64-7' setup test)
has 'packages: libamdhip64-5/libamdhip64-6/libamdhip64-7: not installed: ' "$out"
amdhip() { UNKNOWN=$1 setup packages test --for debian | grep amdhip; }
is libamdhip64-5 "$(amdhip '')"
is libamdhip64-7 "$(amdhip 'libamdhip64-5 libamdhip64-6')"
is libamdhip64-5 "$(amdhip 'libamdhip64-5 libamdhip64-6 libamdhip64-7')"
# Of what nothing goes without, too.
fresh
cp "$folder/tree/setup" "$folder/setup"
sed -i 's,^build must | scdoc ,build must | no-scdoc/scdoc ,' "$folder/tree/setup"
has toured "$(UNKNOWN=no-scdoc setup run --simulate)"
has '^scdoc$' "$(installed)"
cp "$folder/setup" "$folder/tree/setup"

# Without a net, or without the right, the tests run that can.
fresh
setup run --simulate >/dev/null
printf '%s\n' polkitd libdrm-common pci.ids systemd util-linux procps >>"$folder/installed"
out=$(OFFLINE=100 setup test 2>&1)
has tested "$out"
has 'packages: podman: not installed: skips podman.cdi' "$out"
: >"$folder/calls"
out=$(ID=1000 setup test)
has tested "$out"
has 'packages: podman: not installed: skips podman.cdi' "$out"
is '' "$(installs)"

# Debian's names for what is like Debian.
fresh
printf 'ID=ubuntu\nID_LIKE=debian\n' >/etc/os-release
has toured "$(setup run --simulate)"
has '^g\+\+$' "$(installed)"

# What the tour's configure did not find may have been installed since; options of the tree stay.
fresh
setup run --simulate >/dev/null
mkdir -p /var/lib/dpkg
touch -d yesterday /var/lib/dpkg/status
rm "$folder/configured"
setup test >/dev/null
[ ! -e "$folder/configured" ] || fail 'configured for nothing'
touch -d tomorrow /var/lib/dpkg/status
setup test >/dev/null
is build/dev "$(cat "$folder/configured")"

# Elsewhere it says what to install, by that distribution's names, and goes on; also where somebody has installed apt.
fresh
printf 'ID="fedora"\n' >/etc/os-release
out=$(setup test)
has tested "$out"
has '^setup: packages: .*: dnf install gcc-c\+\+ .*sdbus-cpp-devel ' "$out"
has '^setup: packages: .*also.*: dnf install .*zsh' "$out"
has "nobody has tried" "$out"
hasnt 'lib[a-z]*-dev |\|' "$out"
is '' "$(cat "$folder/calls")"
printf 'ID=manjaro\nID_LIKE="other arch"\n' >/etc/os-release
has 'pacman -S --needed gcc .*sdbus-cpp ' "$(setup run --simulate)"
rm "$folder/programs/apt-get"
printf 'ID=void\n' >/etc/os-release
out=$(setup run --simulate)
has toured "$out"
has "by Debian's names.*: g\+\+ cmake" "$out"

# The names alone.
is 'debhelper dpkg-dev systemd' "$(setup packages deb --for debian | tr '\n' ' ' | sed 's/ $//')"
has '^gcc-c\+\+$' "$(setup packages build --for fedora 2>/dev/null)"
has 'nobody has tried' "$(setup packages build --for fedora 2>&1 >/dev/null)"
is '' "$(setup packages build run tour test --for debian 2>&1 | sort | uniq -d)"
is '' "$(setup packages build --for debian | grep -v '^[a-z0-9][a-z0-9+.-]*$' || true)"
for wrong in 'bulid' 'build --for' 'build --for beos' '--bad'; do
  # shellcheck disable=SC2086 # two words
  if setup packages $wrong >"$folder/out" 2>&1; then fail "taken: $wrong"; fi
  has '^setup: packages: ' "$(cat "$folder/out")"
done
