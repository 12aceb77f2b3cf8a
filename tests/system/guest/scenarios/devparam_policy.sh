# rmcpd gives rmcp_devparam what rules want for each card: identical cards are probed with values of their own, also when they
# are bound anew; what was there before comes back
card=0001:03:00.0 twin=0001:04:00.0
module=/sys/module/rmcp_devparam own=/etc/modprobe.d/rmcp.conf
rules="$card/noretry=1;$twin/noretry=0"
record() { paste -sd' ' "$module/devices/$1"; }
records() { [ "$(record "$1" 2>/dev/null)" = "$2" ]; }
has_rules() { [ "$(cat $module/parameters/policy)" = "$1" ]; }
seen_noretry() { value "$1" test_parameters | sed 's/noretry=//; s/ .*//'; }
shown() { rmcpctl kernel --json=short | grep -oE "\{[^{}]*\"address\":\"$1\"[^{}]*\}"; } # CARD
shows() { shown "$1" | grep -qE "$2"; }
rebind() { echo "$1" >/sys/bus/pci/drivers/amdgpu/unbind && sleep "$2" && echo "$1" >/sys/bus/pci/drivers/amdgpu/bind; }
different() {
  policy 10-cards <<TOML
format = 1
[[rule]]
name = "card"
match = { address = "$card" }
[rule.parameter]
noretry = 1
[[rule]]
name = "twin"
match = { address = "$twin" }
[rule.parameter]
noretry = 0
TOML
}

# Without the module one value wins. The daemon looks at /usr/lib/modules from within its sandbox.
different
plug_rx6600 $card
plug_rx6600 $twin
becomes $card conflict
becomes $twin conflict
has 'No parameters for one card: rmcp_devparam: not installed for Linux' rmcpctl kernel

# Where it is installed it gets the rules at the next boot.
echo 'updates/rmcp_devparam.ko:' >>"/lib/modules/$(uname -r)/modules.dep"
exits 0 rmcpctl reload
eventually grep -qxF "options rmcp_devparam policy=$rules" $own
has '^softdep amdgpu pre: rmcp_devparam$' cat $own
hasnt '^options amdgpu' cat $own
becomes $card pending
has 'rmcp_devparam: not loaded' rmcpctl kernel

# With it none has to. The cards were probed before: a rebind is named, and nothing is done without one.
modprobe rmcp_devparam
exits 0 rmcpctl reload
eventually has_rules "$rules"
becomes $card pending
has "needs .rmcpctl rebind $card." rmcpctl status $card
hasnt 'No parameters for one card' rmcpctl kernel

# Each by its own rule, also after a time without a driver in which rmcpd looks at all cards.
rebind $card 0
rebind $twin 3
becomes $card applied
becomes $twin applied
is 'bound noretry=1' record $card
is 'bound noretry=0' record $twin
is '1 0' echo "$(seen_noretry $card) $(seen_noretry $twin)"
is -1 cat /sys/module/amdgpu/parameters/noretry
exits 0 shows $card '"wanted":"1".*"probed":"1","way":"module","state":"already"'
exits 0 shows $twin '"wanted":"0".*"probed":"0","way":"module","state":"already"'
exits 0 has_rules "$rules"

# Torn out and plugged in again: no rebind is needed.
yank $twin
plug_rx6600 $twin
becomes $twin applied
is 'bound noretry=0' record $twin
exits 0 has_rules "$rules"

# As at a boot: modprobe loads the module before the driver, with the rules of the file, and both cards get theirs.
unload_driver
modprobe --remove rmcp_devparam
modprobe amdgpu
eventually records $card 'bound noretry=1'
eventually records $twin 'bound noretry=0'
exits 0 has_rules "$rules"
is '1 0' echo "$(seen_noretry $card) $(seen_noretry $twin)"
becomes $card applied
becomes $twin applied

# A new rule is for the next probe; a card on which nothing is wanted does not get its twin's value.
policy 10-cards <<TOML
format = 1
[[rule]]
name = "card"
match = { address = "$card" }
[rule.parameter]
noretry = 0
TOML
eventually has_rules "$card/noretry=0"
becomes $card pending
exits 0 shows $card '"wanted":"0".*"probed":"1"'
exits 0 rmcpctl rebind --force $card
becomes $card applied
is 'bound noretry=0' record $card

# Reverted, the module has no rules: those that it was loaded with were rmcpd's. Somebody else's would come back.
exits 0 rmcpctl revert
eventually has_rules ''
exits 1 test -e $own
echo '*/test_unsafe=0' >$module/parameters/policy
exits 0 rmcpctl apply
eventually has_rules "$card/noretry=0"
systemctl stop rmcpd
exits 0 /usr/libexec/rmcpd --revert
exits 0 has_rules '*/test_unsafe=0'
exits 1 test -e $own
rm /etc/rmcp/policy.d/10-cards.toml
modprobe --remove rmcp_devparam
sed -i '/^updates.rmcp_devparam/d' "/lib/modules/$(uname -r)/modules.dep"
restart_daemon
