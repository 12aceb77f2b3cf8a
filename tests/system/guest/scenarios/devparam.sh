# rmcp_devparam gives each card its own parameters while it is probed, and puts them back whatever happens
card=0001:03:00.0 twin=0001:04:00.0 egpu=0001:0a:00.0
module=/sys/module/rmcp_devparam
rules() { printf '%s\n' "$1" >$module/parameters/policy; }
record() { paste -sd' ' "$module/devices/$1"; }
records() { [ "$(record "$1" 2>/dev/null)" = "$2" ]; }
seen() { value "$1" test_parameters; }
seen_noretry() { seen "$1" | sed 's/noretry=//; s/ .*//'; }
parameter() { cat "/sys/module/amdgpu/parameters/$1"; }
as_loaded() { is '-1  (null)' echo "$(parameter noretry) $(parameter lockup_timeout) $(parameter disable_cu)"; }
bind() { echo "$1" >/sys/bus/pci/drivers/amdgpu/bind; } # CARD
unbind() { echo "$1" >/sys/bus/pci/drivers/amdgpu/unbind; }
rebind() { unbind "$1" && bind "$1"; }
logged() { kernel_log | grep -qF "rmcp_devparam: $1"; }
systemctl stop rmcpd
modprobe rmcp_devparam

# Two cards of a kind and one of another: the most specific rule wins, parameter by parameter. Read-only ones, strings too.
rules "1002:73ff/noretry=1/dc=0;$card/noretry=0/lockup_timeout=1000,2000/disable_cu=0.0.1"
plug_rx6600 $card
plug_rx6600 $twin
plug_egpu $egpu
is 'noretry=0 lockup_timeout=1000,2000 disable_cu=0.0.1' seen $card
is 'noretry=1 lockup_timeout= disable_cu=NULL' seen $twin
is 'noretry=-1 lockup_timeout= disable_cu=NULL' seen $egpu
is 'bound noretry=0 lockup_timeout=1000,2000 disable_cu=0.0.1' record $card
is 'bound noretry=1' record $twin
is bound record $egpu
as_loaded
exits 0 logged "$card: noretry=0, was -1, by the rule $card"
exits 0 logged "$card: noretry is put back"
exits 0 logged "$twin: dc=0 of the rule 1002:73ff is not set: the driver has no such parameter"

# What is no policy is refused whole, and the old one stays.
policy_was=$(cat $module/parameters/policy)
for wrong in '*' '*/noretry' '*/noretry=1;1002/dc=0' "*/noretry='1" '*/noretry=1/noretry=2' "*/noretry=$(printf '%04095d' 1)"; do
  exits 1 rules "$wrong"
done
is "$policy_was" cat $module/parameters/policy
exits 0 logged "policy: character 13 ('1002/dc=0'): not *, VVVV:DDDD"

# What the kernel guards: an unsafe one taints, one for hardware is left alone, a value that is none keeps the rest.
rules "$egpu/test_unsafe=1/test_port=5/noretry=x/gttsize=7"
rebind $egpu
is 'bound test_unsafe=1 gttsize=7' record $egpu
is 64 echo $(($(cat /proc/sys/kernel/tainted) & 64))
exits 0 logged 'Setting dangerous option test_unsafe - tainting kernel'
exits 0 logged "$egpu: test_port=5 of the rule $egpu is not set: it describes hardware"
exits 0 logged "$egpu: noretry=x of the rule $egpu is not set: it does not take the value"
is '0 0 -1' echo "$(parameter test_unsafe) $(parameter test_port) $(parameter gttsize)"

# A probe that fails.
rules "*/noretry=1;$twin/noretry=2;$egpu/noretry=3"
make $card fail probe EIO times=1
unbind $card
exits 1 bind $card
is 'failed noretry=1' record $card
as_loaded

# A slow one: the next waits. A new policy that leaves the card's own rule alone leaves its values, too.
make $card block probe 60
bind $card &
eventually records $card 'probing noretry=1'
is 1 parameter noretry
exits 1 modprobe --remove amdgpu
unbind $twin
bind $twin &
eventually records $twin waiting
rules "$card/noretry=1;$twin/noretry=4"
cure_all
wait
is 'bound noretry=1' record $card
is 'bound noretry=4' record $twin
is '1 4' echo "$(seen_noretry $card) $(seen_noretry $twin)"
as_loaded

# One that changes it puts them back at once.
make $card block probe 60
unbind $card
bind $card &
eventually records $card 'probing noretry=1'
rules "*/noretry=5"
as_loaded
cure_all
wait
is 'bound uncertain noretry=1' record $card
is 'noretry=-1 lockup_timeout= disable_cu=NULL' seen $card

# One that hangs loses its values and its turn.
echo 1 >$module/parameters/patience
make $card block probe 60
unbind $card
bind $card &
eventually records $card 'probing noretry=5'
rebind $twin
is 'bound uncertain noretry=5' record $twin
is 'noretry=5 lockup_timeout= disable_cu=NULL' seen $twin
is 'probing uncertain noretry=5' record $card
as_loaded
cure_all
wait
is 'bound uncertain noretry=5' record $card
as_loaded

# A probe within a probe does not wait for itself.
echo 100 >$module/parameters/patience
make $card attach probe $twin
unbind $card
unbind $twin
exits 0 timeout 20 bash -c "echo $card >/sys/bus/pci/drivers/amdgpu/bind"
is 'bound uncertain noretry=5' record $card
is 'bound uncertain noretry=5' record $twin
as_loaded
cure_all

# One in a worker does, as long as it has patience: nothing tells that both are one.
echo 1 >$module/parameters/patience
rules "$card/noretry=5;$twin/noretry=6"
make $card attach-from-worker probe $twin
unbind $card
unbind $twin
exits 0 timeout 20 bash -c "echo $card >/sys/bus/pci/drivers/amdgpu/bind"
is 'bound uncertain noretry=5' record $card
is 'bound uncertain noretry=6' record $twin
is 6 seen_noretry $twin
exits 0 logged "$card: its probe does not end, and loses its values: $twin is probed"
as_loaded
cure_all
echo 100 >$module/parameters/patience

# Strings do not pile up, 80 of 600 characters here. KASAN holds freed ones back until the cache is shrunk.
strings() {
  echo 1 >/sys/kernel/slab/kmalloc-1k/shrink
  awk '/^kmalloc-1k / { print $2 }' /proc/slabinfo
}
probes() { for ((i = 0; i < $1; i++)); do bind $card 2>/dev/null; done; }
long=$(printf '%0600d' 1)
rules "*/noretry=5;$card/disable_cu=$long/virtual_display=$long"
make $card fail probe EIO
unbind $card
probes 5
strings_were=$(strings)
probes 40
at_most $((strings_were + 60)) "$(strings)" 'strings in memory'
is '(null) (null)' echo "$(parameter disable_cu) $(parameter virtual_display)"
rules '*/noretry=5'
cure_all
bind $card

# A card that goes while it is probed.
make $egpu block probe 60
unbind $egpu
bind $egpu 2>/dev/null &
eventually records $egpu 'probing noretry=5'
yank $egpu
wait
exits 1 record $egpu
as_loaded
cure_all

# The module that goes meanwhile: neither the card that is probed nor the one that waits is held up.
make $card block probe 60
unbind $card
bind $card &
eventually records $card 'probing noretry=5'
unbind $twin
bind $twin &
eventually records $twin waiting
exits 0 timeout 20 bash -c 'modprobe --remove rmcp_devparam'
as_loaded
eventually test -e "$(path $twin test_parameters)"
is 'noretry=-1 lockup_timeout= disable_cu=NULL' seen $twin
cure_all
wait

# Both at once: loaded again, with a driver that probes in the background.
exits 1 modprobe rmcp_devparam 'policy=*/noretry'
modprobe rmcp_devparam "policy=$card/noretry=6;$twin/noretry=7"
unload_driver
modprobe amdgpu async_probe
eventually records $card 'bound noretry=6'
eventually records $twin 'bound noretry=7'
is '6 7' echo "$(seen_noretry $card) $(seen_noretry $twin)"
as_loaded
modprobe --remove rmcp_devparam
unload_driver
load_driver
restart_daemon
