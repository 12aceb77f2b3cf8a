# Policy is applied again after a sleep that logind announces, and rmcpd delays that sleep no longer than it needs
card=0001:03:00.0
# The kernel stops all programs for a second and goes no further: no device sleeps, so the cards' part is played here.
[ -w /sys/power/pm_test ] || skip "this kernel has no pm_test"
echo freezer >/sys/power/pm_test
echo 1 >/sys/module/suspend/parameters/pm_test_delay
policy_for_both
plug_rx6600 $card
becomes $card applied
locked() { systemd-inhibit --list --no-legend --no-pager | grep -E '^rmcpd +0 +root .* sleep .* delay'; }
eventually locked
last_reason() { rmcpctl show $card --json=short | grep -oE '"last_reason":"[a-z]*"'; }
resumed() { [ "$(last_reason)" = '"last_reason":"resume"' ]; }
is '"last_reason":"hotplug"' last_reason
slept() { kernel_log | grep -c 'PM: suspend exit'; }

for count in 1 2; do
  # Asleep, a card forgets.
  put $card hwmon/power1_cap 100000000
  exits 0 systemctl suspend
  eventually eval "[ \$(slept) = $count ]"
  eventually resumed
  eventually has_value $card hwmon/power1_cap 95000000
  is applied state $card
  eventually locked
  exits 0 rmcpctl apply $card
  is '"last_reason":"request"' last_reason
done
hasnt 'timeout is reached' journalctl --boot --unit systemd-logind
echo none >/sys/power/pm_test
