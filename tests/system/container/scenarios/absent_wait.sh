# absent = "wait": the boot is over without the card; the service starts when it comes, and not when nobody wants it any more.
cold=$RMCP_WORK/cold
power_off
rm -rf "$cold"
cp -a --reflink=auto "$RMCP_WORK/installed" "$cold"
service() { # NAME REMAINS [LINES-OF-UNIT]: each start adds a line to /run/NAME.ran
  printf '[Unit]\n%s\n[Service]\nType=oneshot\nRemainAfterExit=%s\nExecStart=sh -c "env | grep -c ^HSA_ENABLE_SDMA=0 >>/run/%s.ran; true"\n[Install]\nWantedBy=multi-user.target\n' \
    "${3:-}" "$2" "$1" >"$cold/etc/systemd/system/$1.service"
}
service late yes
service once no
service 'odd@1\x2d' yes
service needs yes $'Requires=late.service\nAfter=late.service'
service bound yes $'BindsTo=late.service\nAfter=late.service'
systemctl --quiet --root="$cold" enable rmcpd late once needs bound 'odd@1\x2d'
cat >"$cold/etc/rmcp/policy.d/10-services.toml" <<'P'
format = 1
[[device]]
match = { address = "0000:3f:00.0" }
alias = "egpu"
[[rule]]
name = "compute"
[rule.environment]
HSA_ENABLE_SDMA = "0"
[[unit]]
name = "late.service"
devices = ["egpu"]
absent = "wait"
[[unit]]
name = "once.service"
devices = ["egpu"]
absent = "wait"
[[unit]]
name = 'odd@1\x2d.service'
devices = ["egpu"]
absent = "wait"
P
boot cold || exit
state_of() { inside systemctl is-active "$1"; }
is_active() { [ "$(state_of "$1")" = active ]; }
ran() { inside sh -c 'cat /run/$1.ran 2>/dev/null' ran "$1"; }
waits_for() { [ "$(state_of "rmcp-wait@$1.service.path")" = active ]; }

# The boot is over, and it is said why the service does not run. What only is ordered behind it, or requires it, goes on.
is active state_of multi-user.target
has 'running|degraded' inside systemctl is-system-running
has 'No jobs' inside systemctl list-jobs
is inactive state_of late
has 'ConditionPathExists=/run/rmcp/environment/late.service.env was not met' inside systemctl status late
has 'Wait for the GPUs of late.service' inside systemctl list-units 'rmcp-wait@*'
exits 0 waits_for late
is active state_of needs
is inactive state_of bound
is '' ran late

# A restart of the daemon is nothing to it; the card starts it, with its variables, and starts it once.
exits 0 inside systemctl restart rmcpd
becomes "$card" applied
exits 0 waits_for late
udev plug
becomes "$egpu" applied
eventually is_active late
eventually is_active 'odd@1\x2d'
is 1 ran late
is 1 ran odd@1- # systemd reads its ExecStart=, and \x2d there is a -
ran_once() { [ "$(ran once)" = 1 ]; }
eventually ran_once
for name in late once 'odd@1\x2d'; do is inactive state_of "rmcp-wait@$name.service.path"; done
is '' inside systemctl --failed --no-legend --plain list-units 'rmcp*' late.service once.service

# Started with the card there, in one go with the daemon as at a boot: at once, and nothing waits.
exits 0 inside systemctl stop late rmcpd
exits 0 inside rm -r /run/rmcp
exits 0 inside systemctl start late
is active state_of late
is $'1\n1' ran late
is inactive state_of rmcp-wait@late.service.path
is active state_of rmcpd

# By hand without the card: it is asked for, and stop takes that back.
udev unplug
gone() { ! inside test -e /run/rmcp/environment/late.service.env; }
eventually gone
exits 0 inside systemctl restart late
is inactive state_of late
exits 0 waits_for late
exits 0 inside systemctl stop late
exits 3 inside systemctl is-active rmcp-wait@late.service.path
exits 0 inside systemctl start once
udev plug
ran_twice() { [ "$(ran once)" = $'1\n1' ]; }
eventually ran_twice
is inactive state_of late
is $'1\n1' ran late
