# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# README's commands work on a fresh Debian with only git, for root and for a user with sudo. Notes the results in BUILDING.md.
# Debian 12 and 13, or those in $RMCP_DEBIAN; the last commit; an hour or two for each. Needs root.
set -euo pipefail
RMCP_CACHE=${RMCP_CACHE:-${XDG_CACHE_HOME:-/var/cache}/rmcpd-tests}
for file in "$RMCP_TOP"/tests/system/lib/{roots,machine}.sh; do
  # shellcheck source=/dev/null
  . "$file"
done
logs=$RMCP_TOP/build/check/distribution
RMCP_WORK=$(mktemp -d /var/tmp/rmcpd-distribution.XXXXXX) # gigabytes: not in a /tmp of memory
trap 'rm -rf --one-file-system -- "$RMCP_WORK"' EXIT

# Whose group may write all that he writes, as Debian's users once were.
# shellcheck disable=SC2317 # make_root calls it
furnish_fresh() { # ROOT
  # shellcheck disable=SC2016 # for the inner shell
  in_root "$1" sh -ec 'useradd --create-home --shell /bin/bash dev
    echo "dev ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/dev
    echo "127.0.0.1 localhost $(hostname)" >/etc/hosts'
}
fresh_root() { "$1" fresh git sudo ca-certificates; } # make_root or has_root

step() { # NAME COMMAND...: as the user, in the checkout; says how it went
  local log=$logs/$release-$1.log status=0
  shift
  as_machine "$RMCP_WORK/root" dev bash -c 'umask 002; cd rmcpd && exec "$@"' step "$@" >"$log" 2>&1 </dev/null || status=$?
  printf '%s: %s: status %s\n' "$release" "$*" "$status" >&2
  return "$status"
}

passes() { if step "$@"; then echo passes; else echo fails; fi; }

tested() { # NAME COMMAND... -> what ctest says
  local log=$logs/$release-$1.log total failed skipped
  step "$@" || true
  read -r failed total < <(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' "$log") ||
    { echo "did not run" && return; }
  skipped=$(grep -c '\*\*\*Skipped' "$log" || true)
  echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
}

version() { # PACKAGE
  # shellcheck disable=SC2016 # of dpkg-query
  in_root "$RMCP_WORK/root" dpkg-query --show --showformat='${Version}' "$1" 2>/dev/null | sed 's/^[0-9]*://; s/[-+~].*//'
}

versions() {
  printf 'g++ %s, sdbus-c++ %s, fmt %s, systemd %s, ROCr %s\n' "$(version g++)" "$(version libsdbus-c++-dev)" \
    "$(version libfmt-dev)" "$(version systemd)" "$(version libhsa-runtime-dev)"
}

results() { # -> of all steps, as cells of a row
  local cells=()
  cells+=("$(passes tour ./setup run --simulate)")
  cells+=("$(tested test ./setup test)")
  cells+=("$(tested test-root sudo --preserve-env=http_proxy,https_proxy,no_proxy ./setup test)")
  cells+=("$(passes deb ./setup deb)")
  step lintian-install sudo apt-get -q install -y --no-install-recommends lintian || true
  # shellcheck disable=SC2016 # for the inner shell
  cells+=("$(passes lintian sh -c 'found=$(lintian build/deb/*.deb 2>&1); echo "$found"; test -z "$found"')")
  cells+=("$(passes install sh -c '
    sudo apt-get -q install -y ./build/deb/rmcpd_*.deb ./build/deb/rmcpctl_*.deb ./build/deb/librmcp-hsa_*.deb && rmcpctl --offline list')")
  printf '%s | ' "${cells[@]}"
}

# Each release has one row, that of the last time.
note_row() { # ROW
  local document=$RMCP_TOP/BUILDING.md
  awk -v release="$release" -v row="$1" '
    /^<!-- tried -->$/ { inside = 1 }
    /^<!-- end of tried -->$/ { inside = 0; print row "\n" }
    inside && /^\|/ { rows = 1 }
    inside && (rows && !NF || index($0, "| " release " |") == 1) { next }
    { print }' "$document" >"$RMCP_WORK/document"
  cat "$RMCP_WORK/document" >"$document"
}

try_release() {
  local row commit
  rm -rf --one-file-system "$RMCP_WORK/root"
  cp -a --reflink=auto "$(fresh_root make_root)" "$RMCP_WORK/root"
  git clone --quiet "$RMCP_TOP" "$RMCP_WORK/root/home/dev/rmcpd"
  commit=$(git -C "$RMCP_WORK/root/home/dev/rmcpd" log -1 --format=%h)
  chmod -R g+w "$RMCP_WORK/root/home/dev/rmcpd"
  in_root "$RMCP_WORK/root" chown -R dev: /home/dev/rmcpd
  row="$(results)"
  row="| $release | $(versions) | $(date --iso-8601), $commit | ${row% }"
  printf '%s\n' "$row"
  note_row "$row"
  [[ $row != *fails* && $row != *'did not run'* && $row == *' 0 failed'*' 0 failed'* ]]
}

mkdir -p "$logs"
tried='' failed=0
for release in ${RMCP_DEBIAN:-bookworm trixie}; do
  if reason=$(why_no_root); then echo "$release: $reason" && exit 77; fi
  fresh_root has_root || { echo "$release: packages do not come from where it is" && continue; }
  tried+=" $release"
  try_release || failed=1
done
[ -n "$tried" ] || exit 77
exit "$failed"
