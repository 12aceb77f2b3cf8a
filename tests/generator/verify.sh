#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# verify.sh GENERATOR RMCPD-SERVICE UNITS: what rmcp-generator makes of [[unit]] is tried with systemd-analyze verify,
# beside rmcpd's own units and services of every kind. UNITS: the folder with rmcp-wait@.
set -euo pipefail
umask 022 # rmcp-generator trusts no file that a group may write
generator=$(realpath "$1") rmcpd=$(realpath "$2") units=$(realpath "$3")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/policy/policy.d" "$folder/own" "$folder/made" "$folder/ROCm+6.3@x"
touch "$folder/ROCm+6.3@x/libamdhip64.so.6.3"

fail() {
  printf 'FAILED %s: %s\n' "$(caller)" "$*" >&2
  exit 1
}
service() { # NAME [UNIT-LINE]
  printf '[Unit]\nDescription=%%n\n%s\n[Service]\nExecStart=/bin/true\n' "${2:-}" >"$folder/own/$1"
}
verify() { # UNIT... -> what systemd says of them; its exit status leaves warnings aside
  SYSTEMD_UNIT_PATH=$folder/made:$folder/own: systemd-analyze verify --man=no --generators=no "$@" 2>&1 || true
}

cp "$rmcpd" "$folder/own/rmcpd.service"
cp "$units"/rmcp-wait@.{path,service} "$folder/own/"
{
  echo 'format = 1'
  for unit in all.service:start 'worker@.service:start' 'worker@7.service:wait' 'a\\x2db.service:wait' \
    'late.service:fail' 'odd:name_1.service:fail'; do
    name=${unit%:*}
    # shellcheck disable=SC2059 # a backslash in policy is written twice
    service "$(printf "$name")" 'Before=multi-user.target'
    printf '[[unit]]\nname = "%s"\ndevices = ["03:00.0"]\nabsent = "%s"\nruntime = "%s/ROCm+6.3@x"\n' \
      "$name" "${unit##*:}" "$folder"
  done
} >"$folder/policy/policy.d/10-units.toml"
"$generator" --config-dirs="$folder/policy" "$folder/made" 2>"$folder/said" || fail "status $?"
[ ! -s "$folder/said" ] || fail "$(cat "$folder/said")"
[ "$(find "$folder/made" -name 50-rmcp.conf | wc -l)" = 6 ] || fail "$(find "$folder/made")"
grep -q BindReadOnlyPaths "$folder/made/all.service.d/50-rmcp.conf" || fail "no library is covered"
# Wanted by a target, since verify takes a colon in a name for its own.
printf '[Unit]\nDescription=all\nWants=%s\n' 'all.service worker@1.service worker@7.service a\\x2db.service late.service
Wants=odd:name_1.service rmcpd.service rmcp-wait@x.service.service' >"$folder/own/all.target"
said=$(verify all.target)
[ -z "$said" ] || fail "$said"

# That it would tell: of a service that rmcpd is ordered after, for which the generator makes nothing, and of a wrong line.
service polkit.service
mkdir "$folder/made/polkit.service.d"
sed 's/^ExecStart/BindReadOnlyPaths=nothing\n&/' "$folder/own/all.service" >"$folder/own/wrong.service"
cp "$folder/made/all.service.d/50-rmcp.conf" "$folder/made/polkit.service.d/"
verify polkit.service rmcpd.service | grep -q 'ordering cycle' || fail "no word of a cycle"
verify wrong.service | grep -q nothing || fail "no word of a wrong line"
rm -r "$folder/made"
sed -i 's/all.service/polkit.service/' "$folder/policy/policy.d/10-units.toml"
"$generator" --config-dirs="$folder/policy" "$folder/made" 2>"$folder/said" || fail "status $?"
[ ! -e "$folder/made" ] || fail "$(find "$folder/made")"
grep -qF "$folder/policy/policy.d/10-units.toml:3:8: error: name: polkit.service cannot wait for rmcpd: rmcpd is ordered after it" \
  "$folder/said" || fail "$(cat "$folder/said")"
