# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# check.sh SCENARIO BOOT: runs in the guest. A clean start, the scenario, and what must be true after every one of them. In
# its second boot a scenario finds what the first has left.
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scenario=$here/$1
# shellcheck disable=SC2034 # for scenarios
boot=$2
# An emulated machine is slow; where the time is what is tested, scenarios measure it.
# shellcheck disable=SC2034 # for words.sh
time_limit=30
for file in "$here"/words.sh "$here"/words/*.sh; do
  # shellcheck source=/dev/null
  . "$file"
done

if [ "$boot" -gt 1 ]; then
  wait_for_boot
elif grep -q '^# guest: fresh' "$scenario"; then
  remember_daemon
else
  start_clean
fi
mark_kernel_log
run_scenario_file
# shellcheck disable=SC2154 # of words.sh
[ "$failures" -gt 0 ] || exit 0
journalctl --no-pager --quiet --output short-monotonic --unit rmcpd --lines 40
kernel_log | tail -n 30
exit 1
