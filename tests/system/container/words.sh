# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# words.sh SCENARIO: boots a container, runs the scenario in this shell, and says how it went. A first line
# "# root: bare" asks for one in which the packages are not installed yet.
set +e
scenario=$1
# shellcheck source=tests/support/words.sh
. "$RMCP_TOP/tests/support/words.sh"
# shellcheck source=tests/system/container/machine.sh
. "$RMCP_LAYER/machine.sh"
# shellcheck disable=SC2034 # for scenarios
card=0000:03:00.0
# shellcheck disable=SC2034
egpu=0000:3f:00.0

rmcpctl() { inside rmcpctl "$@"; }
# as USER COMMAND...: without a session, as over a bare ssh.
as() {
  local user=$1
  shift
  inside setpriv --reuid="$user" --regid="$user" --init-groups --reset-env "$@"
}
# The GPUs, seen from outside.
sysfs() { # ADDRESS ATTRIBUTE -> file; hwmon/NAME is the one in hwmon/hwmonN
  # shellcheck disable=SC2086 # the number of the hwmon is the shell's to find
  printf '%s\n' "$RMCP_WORK/machine/sys/bus/pci/devices/$1"/${2/#hwmon\//hwmon/hwmon*/}
}
value() { cat "$(sysfs "$1" "$2")"; }
has_value() { [ "$(value "$1" "$2")" = "$3" ]; }
udev() { # plug|unplug
  nsenter --target "$(container)" --net "$tree_tool" "$1" "$RMCP_WORK/machine" \
    "$RMCP_TOP/tests/machines/rx6600.toml" "$RMCP_TOP/tests/machines/egpu-rx7900xtx.toml"
}

put() { # FILE: standard input
  # shellcheck disable=SC2016
  inside sh -c 'mkdir -p "$(dirname "$1")"; umask 022; cat >"$1"' put "$1"
}
policy() { put "/etc/rmcp/policy.d/$1.toml"; }
drop_in() { # NAME: standard input
  put "/etc/systemd/system/rmcpd.service.d/$1.conf"
  inside systemctl daemon-reload
}
# A rule that shows: level high, and a cap.
high_policy() {
  policy 10-high <<'X'
format = 1
[[rule]]
name = "high"
[rule.attribute]
power_dpm_force_performance_level = "high"
power_cap = "97 W"
X
}
is_high() {
  is high value $card power_dpm_force_performance_level
  is 97000000 value $card hwmon/power1_cap
}
is_as_before() {
  is auto value $card power_dpm_force_performance_level
  is 100000000 value $card hwmon/power1_cap
}

unit() { inside systemctl show --property="$1" --value rmcpd; }
pid() { unit MainPID; }
runs() { pgrep --ns "$(container)" --nslist pid --exact rmcpd; }
# shellcheck disable=SC2120 # they may
journal() {
  inside journalctl --sync
  inside journalctl --unit=rmcpd --no-pager --output=cat "$@"
}
enable_now() { exits 0 inside systemctl enable --now rmcpd; }

boot "$(sed -n '1,3s/^# root: //p' "$scenario" | grep . || echo installed)" || exit 1
run_scenario_file
[ "$failures" -eq 0 ] || journal | sed 's/^/journal: /'
power_off
[ "$failures" -eq 0 ] || exit 1
