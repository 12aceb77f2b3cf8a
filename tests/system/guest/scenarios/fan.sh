# A fan stands at a fixed speed only while rmcpd watches it: automatic in sleep, after its end and after its crash
card=0001:03:00.0
automatic() { has_value $card hwmon/pwm1_enable 2; }
fixed() { has_value $card hwmon/pwm1_enable 1 && has_value $card hwmon/pwm1 102; }
# What rmcpd and the kernel have done, in order.
story() {
  journalctl --quiet --no-pager --output cat --since "@$since" _SYSTEMD_UNIT=rmcpd.service + _TRANSPORT=kernel |
    grep -oE 'PM: suspend entry|PM: suspend exit|fan.speed: .* (auto|%):' | sed 's/.*> //; s/.*suspend //'
}
told() { [ "$(story | grep -c .)" = "$1" ]; }
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

# Sleep, as in resume.sh. Nobody can look then, but the journal has it.
if [ -w /sys/power/pm_test ]; then
  echo freezer >/sys/power/pm_test
  echo 1 >/sys/module/suspend/parameters/pm_test_delay
  exits 0 systemctl suspend
  eventually told 5
  is '40 %: auto: entry exit 40 %:' echo $(story)
  exits 0 fixed
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
