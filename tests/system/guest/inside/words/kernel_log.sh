# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words about the kernel log.
# shellcheck disable=SC2154 # scenario: of words.sh

# The log since the scenario began.
mark_kernel_log() { echo "rmcpd-test: $(basename "$scenario")" >/dev/kmsg; }
kernel_log() { dmesg | sed "1,/rmcpd-test: $(basename "$scenario")/d"; }

kernel_is_sound() {
  local line
  while IFS= read -r line; do fail "kernel: $line"; done < <(
    kernel_log | grep -E '\] (WARNING:|BUG:|Oops|INFO: task .* blocked|general protection|refcount_t:|list_(add|del) corruption)'
  )
}
