# Parameters of Debian's own amdgpu go through modprobe.d: what wins there is loaded, and rmcpctl kernel has said so
unload_driver
use_real_amdgpu
own=/etc/modprobe.d/rmcp.conf module=/sys/module/amdgpu/parameters
first=/etc/modprobe.d/a-test.conf last=/etc/modprobe.d/z-test.conf
parameter() { cat "$module/$1"; }
has_parameter() { [ "$(parameter "$1")" = "$2" ]; }
stored() { grep -qE "^options amdgpu $1\$" $own; }
# One row of the table. What stands where is not changed by a reload, but it is looked at.
row() { rmcpctl kernel --json=short | grep -oE "\{[^{}]*\"name\":\"$1\"[^{}]*\}"; }
row_has() { row "$1" | grep -qF "$2"; }
reload() { exits 0 rmcpctl reload; }

# rmcp.conf is read after the first and before the last; the kernel command line (msi=1, see layer.sh) comes after all.
echo 'options amdgpu noretry=0' >$first
echo 'options amdgpu runpm=1' >$last
policy 10-module <<'TOML'
format = 1
[module.amdgpu]
bapm = 0
noretry = 1
runpm = 0
msi = 0
queue_preemption_timeout_ms = 12000
TOML
eventually stored 'bapm=0 msi=0 noretry=1 runpm=0'
hasnt queue_preemption cat $own
eventually row_has bapm '"state":"pending"'
exits 1 parameter bapm
has '"configured":"1".*"wins":"policy"' row noretry
has "\"other\":\"$first:1: 0\"" row noretry
has "\"wins\":\"$last:1\"" row runpm
has "runpm=1 in $last:1 wins: it is read after rmcp.conf" row runpm
has '"command_line":"1"' row msi
has '"wins":"kernel command line"' row msi
has 'amdgpu is not loaded' row queue_preemption_timeout_ms
has '"initramfs":"unknown"' row bapm

# As it was said.
modprobe amdgpu
exits 1 test -e /sys/kernel/amdgpu_test
is 0 parameter bapm
is 1 parameter noretry
is 1 parameter runpm
is 1 parameter msi
# What the driver looks at later is written once it is there.
is 9000 parameter queue_preemption_timeout_ms
reload
eventually row_has queue_preemption_timeout_ms '"loaded":"12000"'
is 12000 parameter queue_preemption_timeout_ms
has '"state":"already".*"loaded":"0"' row bapm
has '"state":"already".*"loaded":"1"' row noretry

# Without the last file ours wins, at the next load.
rm $last
reload
eventually row_has runpm '"state":"pending"'
has 'In force after a reboot: runpm' rmcpctl kernel
modprobe --remove amdgpu
modprobe amdgpu
is 0 parameter runpm
# A parameter that is read at probe could be written: it is not.
policy 10-module <<'TOML'
format = 1
[module.amdgpu]
noretry = 0
TOML
eventually stored 'noretry=0'
is 1 parameter noretry
eventually row_has noretry '"state":"pending"'

# What an initramfs gets is noted by the hook, which is given the folder that becomes the image.
image=$(mktemp -d)
mkdir -p "$image/etc" "$image/lib/modules"
cp -r /etc/modprobe.d "$image/etc/"
touch "$image/lib/modules/amdgpu.ko"
sed -i s/noretry=0/noretry=1/ "$image$own"
exits 0 /usr/libexec/rmcp/initramfs-stamp "$image" "$(uname -r)"
reload
eventually row_has noretry '"initramfs":"1"'
has 'The initramfs has other options' rmcpctl kernel
cp $own "$image$own"
exits 0 /usr/libexec/rmcp/initramfs-stamp "$image" "$(uname -r)"
reload
eventually row_has noretry '"initramfs":"0"'
hasnt 'The initramfs has other options' rmcpctl kernel
rm -r "$image"

# Nothing of it stays, and what was written at run time goes back.
policy 10-module <<'TOML'
format = 1
[module.amdgpu]
queue_preemption_timeout_ms = 12000
TOML
eventually test ! -e $own
eventually has_parameter queue_preemption_timeout_ms 12000
policy 10-module <<<'format = 1'
eventually has_parameter queue_preemption_timeout_ms 9000
policy 10-module <<'TOML'
format = 1
[module.amdgpu]
bapm = 0
TOML
eventually stored 'bapm=0'
systemctl stop rmcpd
exits 0 /usr/libexec/rmcpd --revert
exits 1 test -e $own
rm $first /etc/rmcp/policy.d/10-module.toml
modprobe --remove amdgpu
use_test_amdgpu
restart_daemon
