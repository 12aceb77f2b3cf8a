# machine: two-rx6600
# policy: parameters
# Global parameters: the later of policy wins, both cards are told, unplugging changes nothing on disk, and what is stored
# is in force once the driver was loaded with it.
card=0000:03:00.0 other=0000:06:00.0
file=$RMCP_MACHINE_ROOT/modprobe.d/rmcp.conf
module=/sys/module/amdgpu/parameters
eventually test -e "$file"
is "options amdgpu noretry=0 runpm=0" tail -n 1 "$file"
becomes $card conflict
becomes $other conflict
has 'noretry .*conflict.* 0 by 10-parameters.toml:17 for 0000:06:00.0 wins' rmcpctl status $card
has 'wins over 1 by 10-parameters.toml:11 for 0000:03:00.0' rmcpctl status $other
has 'runpm .*pending.*update-initramfs -u' rmcpctl status $card
# What the driver looks at later is written at once.
is 12000 cat $module/queue_preemption_timeout_ms
has '^noretry +0 +-1 ' rmcpctl kernel
has '^In force after a reboot: noretry, runpm$' rmcpctl kernel
has '"name":"noretry","state":"pending","configured":"0"' rmcpctl kernel --json=short
before=$(stat -c %i%Y "$file")
rmcp-machine unplug $other
eventually test "$(rmcpctl list --no-legend | wc -l)" = 1
sleep 0.3
is "$before" stat -c %i%Y "$file"
# Nor does a start without it: the card is remembered.
rmcp-machine daemon restart
becomes $card conflict
sleep 0.3
is "$before" stat -c %i%Y "$file"
# The next boot.
chmod u+w "$UMOCKDEV_DIR$module/runpm" # whoever is not root
echo 0 >$module/runpm
chmod u-w "$UMOCKDEV_DIR$module/runpm"
echo 0 >$module/noretry
exits 0 rmcpctl reload
eventually eval '! rmcpctl kernel | grep -q "In force"'
hasnt 'runpm .*pending' rmcpctl status $card
# Without them in policy the file is gone, and what was written is back.
printf 'format = 1\n' | policy 10-parameters
exits 0 rmcpctl reload
eventually test ! -e "$file"
is 9000 cat $module/queue_preemption_timeout_ms
becomes $card unconfigured
