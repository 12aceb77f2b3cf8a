# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What is before and after every scenario.
# shellcheck disable=SC2154 # scenario, failures_to: of check.sh and words.sh

# No card, no policy, a driver without illness, a daemon that has just started and remembers nothing.
start_clean() {
  cure_all
  clear_slots
  load_driver
  udevadm settle
  systemctl stop rmcpd
  rm -rf /etc/rmcp/policy.d/* /run/rmcp/* /var/lib/rmcp/*
  restart_daemon
}

# Nothing else has suffered: not the kernel, not the daemon.
after_scenario() {
  kernel_is_sound
  is "$daemon_was" daemon_pid
  exits 0 timeout 5 rmcpctl list
}

# The end of a boot, in a scenario with a header `# boots: N`: it is run again after the next one, with $boot one higher.
# What has failed until then ends the scenario instead.
sound() { [ "$(wc -l <"/proc/self/fd/$failures_to")" -eq 0 ]; }
power_cut() { # nothing is written to the disk any more
  after_scenario
  sound || return
  echo b >/proc/sysrq-trigger
  sleep 60
  fail "the power is still there"
}
boot_again() {
  after_scenario
  sound || return
  systemctl reboot
  sleep 120
  fail "no reboot"
}
wait_for_boot() {
  systemctl is-system-running --quiet --wait || fail "the system is $(systemctl is-system-running)"
  remember_daemon
}
