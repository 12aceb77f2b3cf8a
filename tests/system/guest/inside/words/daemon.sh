# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words about rmcpd.
# shellcheck disable=SC2034,SC2154 # daemon_was, scenario: of other files of words

policy() { # NAME, the text on standard input; in force when this returns
  cat >"/etc/rmcp/policy.d/$1.toml"
  rmcpctl reload >/dev/null || fail "policy $1: rmcpctl reload"
}

# The policy of most scenarios: one setting inside, several outside.
policy_for_both() {
  policy 10-test <<'TOML'
format = 1
[[rule]]
name = "inside"
match = { external = false }
[rule.attribute]
power_cap = "95 W"
[[rule]]
name = "outside"
match = { external = true }
[rule.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "compute"
power_cap = "80 %"
TOML
}

note() { of_list "$1" note; }
listed() { [ -n "$(state "$1")" ]; }
unlisted() { ! listed "$1"; }

# property DEVICE NAME: from the bus, without its type.
property() {
  busctl get-property io.github.rmcpd "/io/github/rmcpd1/device/${1//[:.]/_}" io.github.rmcpd1.Device "$2" |
    cut -d' ' -f2-
}

daemon_pid() { cat /sys/fs/cgroup/system.slice/rmcpd.service/cgroup.procs; }
# The memory of its own, in kB. VmRSS in status is inexact: the kernel keeps it as a sum for each CPU
# (proc(5)), and it was seen 1 MB below the sum over the mappings.
daemon_memory() { awk '/^Anonymous/ { print $2 }' "/proc/$(daemon_pid)/smaps_rollup"; }
daemon_threads() { awk '/^Threads/ { print $2 }' "/proc/$(daemon_pid)/status"; }
# Workers end a while after their last job, and only then are its files closed and its figures to be compared.
daemon_idle() { [ "$(daemon_threads)" -eq 1 ]; }
daemon_files() { find "/proc/$(daemon_pid)/fd" -mindepth 1 | wc -l; }

# A scenario that restarts it says so, or it counts as a crash.
remember_daemon() { daemon_was=$(daemon_pid); }
restart_daemon() {
  systemctl restart rmcpd || fail "systemctl restart rmcpd"
  remember_daemon
}
