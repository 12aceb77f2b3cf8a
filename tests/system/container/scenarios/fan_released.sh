# Nobody watches a fan that was set by hand once the daemon is gone: systemd gives it back, after SIGKILL too.
policy 10-fan <<'END'
format = 1
[[rule]]
name = "fan"
trusted = true
[rule.fan]
speed = "40 %"
[rule.attribute]
power_dpm_force_performance_level = "high"
END
# Or it would be set again a second later.
drop_in stays_down <<'END'
[Service]
Restart=no
END
enable_now
eventually has_value $card hwmon/pwm1_enable 1
is 102 value $card hwmon/pwm1
becomes $card applied
inside systemctl kill --signal=KILL --kill-whom=main rmcpd
eventually has_value $card hwmon/pwm1_enable 2
down() { [ "$(unit ActiveState)" = failed ]; }
eventually down
is signal unit Result
# All else stays, as always.
is high value $card power_dpm_force_performance_level
inside systemctl reset-failed rmcpd
exits 0 inside systemctl start rmcpd
eventually has_value $card hwmon/pwm1_enable 1
is 102 value $card hwmon/pwm1
exits 0 inside systemctl stop rmcpd
is 2 value $card hwmon/pwm1_enable
exits 0 inside systemctl start rmcpd
eventually has_value $card hwmon/pwm1_enable 1
exits 0 inside dpkg --remove rmcpd
is 2 value $card hwmon/pwm1_enable
is auto value $card power_dpm_force_performance_level
