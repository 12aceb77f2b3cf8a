# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# check.sh SCENARIO: runs in the guest. A clean start, the scenario, and what must be true after every one of them.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # both for words.sh
scenario=$here/$1 time_limit=30
for file in "$here"/words.sh "$here"/words/*.sh; do
  # shellcheck source=/dev/null
  . "$file"
done

start_clean
mark_kernel_log
run_scenario_file
# shellcheck disable=SC2154 # of words.sh
[ "$failures" -gt 0 ] || exit 0
kernel_log | tail -n 60
exit 1
