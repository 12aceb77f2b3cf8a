# A fan stands at a fixed speed only while rmcpd watches it: automatic in sleep, after its end and after its crash
card=0001:03:00.0
pwm() { value $card "hwmon/pwm1$1"; }
automatic() { [ "$(pwm _enable)" = 2 ]; }
fixed() { [ "$(pwm _enable):$(pwm)" = 1:102 ]; }
changes() { journalctl --quiet --no-pager --output cat --unit rmcpd --since "@$since" | grep -oE 'fan.speed: .* -> (auto|40 %)'; }
since=$(date +%s)
policy fan <<'TOML'
format = 1
[[rule]]
name = "fan"
trusted = true
[rule.fan]
speed = "40 %"
TOML
plug_rx6600 $card
becomes $card applied
exits 0 fixed

# Sleep: see resume.sh. What happened while nobody could look is in the journal.
if [ -w /sys/power/pm_test ]; then
  echo freezer >/sys/power/pm_test
  echo 1 >/sys/module/suspend/parameters/pm_test_delay
  exits 0 systemctl suspend
  eventually eval 'kernel_log | grep -q "PM: suspend exit"'
  eventually eval '[ "$(changes | grep -c .)" = 3 ]'
  has '-> auto$' sed -n 2p <(changes)
  eventually fixed
  echo none >/sys/power/pm_test
fi

# Ended in good order.
systemctl stop rmcpd
exits 0 automatic
restart_daemon
eventually fixed

# Killed, and not started again at once.
mkdir -p /run/systemd/system/rmcpd.service.d
printf '[Service]\nRestart=no\n' >/run/systemd/system/rmcpd.service.d/test.conf
systemctl daemon-reload
systemctl kill --kill-whom=main --signal=KILL rmcpd
eventually automatic
has failed systemctl is-active rmcpd
rm -r /run/systemd/system/rmcpd.service.d
systemctl daemon-reload
systemctl reset-failed rmcpd
restart_daemon
eventually fixed

# Given up.
exits 0 rmcpctl revert $card
exits 0 automatic
