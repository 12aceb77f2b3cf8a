# rmcpctl rebind has a card probed with the value that policy wants for it, and the module's own comes back, whatever the driver does
card=0001:03:00.0 twin=0001:04:00.0
parameter() { cat "/sys/module/amdgpu/parameters/$1"; }
loaded() { [ "$(parameter noretry)" = "$1" ]; }
seen_noretry() { value "$1" test_parameters | sed 's/noretry=//; s/ .*//'; }
policy 10-test <<TOML
format = 1
[[rule]]
name = "one"
match = { address = "$card" }
[rule.parameter]
noretry = 1
[rule.attribute]
power_cap = "95 W"
[[rule]]
name = "other"
match = { address = "$twin" }
[rule.parameter]
noretry = 0
TOML
plug_rx6600 $card
plug_rx6600 $twin
becomes $card conflict
becomes $twin conflict
is '-1 -1' echo "$(seen_noretry $card) $(seen_noretry $twin)"

# Each gets its own, which no option of the module could do. Its settings are there again.
has "$card was probed again with noretry=1" rmcpctl rebind $card
has "$twin was probed again with noretry=0" rmcpctl rebind $twin
is '1 0 -1' echo "$(seen_noretry $card) $(seen_noretry $twin) $(parameter noretry)"
becomes $card conflict
eventually has_value $card hwmon/power1_cap 95000000

# Not while a program has it open.
exec 9<>"$(render_node $card)"
exits 1 rmcpctl rebind $card
exec 9>&-

# A driver that does not want the card so takes it without.
make $card fail probe EINVAL times=1
has 'bind with noretry=1: EINVAL .*; bound again without' rmcpctl rebind $card
is '-1 -1' echo "$(seen_noretry $card) $(parameter noretry)"
becomes $card conflict

# Killed in the middle of a probe: the next daemon puts the value back.
make $card block probe 60
rmcpctl rebind $card &
eventually loaded 1
systemctl kill --signal=KILL rmcpd
cure_all
wait
eventually loaded -1
eventually sh -c 'rmcpctl list >/dev/null'
remember_daemon
becomes $card conflict

# Stopped in the middle.
make $card block probe 60
rmcpctl rebind $card &
eventually loaded 1
systemctl stop --no-block rmcpd
eventually loaded -1
cure_all
wait
restart_daemon
becomes $card conflict

# One that never lets go of the card: it is stalled, and the reboot is named.
make $card block remove 600
has 'stalled: amdgpu does not return from a rebind: only a reboot' rmcpctl rebind $card
is stalled state $card
has 'needs a reboot' rmcpctl list
is -1 parameter noretry
becomes $twin conflict
cure_all
becomes $card conflict
