# A removal that cannot put the cards back leaves nothing that comes into force again, and purge leaves the only memory of the
# original values; with that they can be put back later, and then purge leaves nothing.
high_policy
policy 20-module <<'X'
format = 1
[module.amdgpu]
noretry = 1
X
options=/etc/modprobe.d/rmcp.conf loader=/etc/ld.so.conf.d/00-rmcp.conf set=/var/lib/rmcp/default-set
enable_now
eventually inside test -s $options
eventually has_value "$card" power_dpm_force_performance_level high
exits 0 inside systemctl stop rmcpd
is_high
# As with a default library set in force, whose folder rmcpd alone takes away.
put $set/a/contents <<<one
exits 0 inside ln -s a $set/current
put $loader <<<"include $set/current/ld.so.conf"
put /usr/local/sbin/update-initramfs <<'X'
#!/bin/sh
ls /etc/modprobe.d >/tmp/rebuilt
X
exits 0 inside chmod 755 /usr/local/sbin/update-initramfs
exits 0 inside chmod -x /usr/libexec/rmcpd
said=$RMCP_WORK/said
purge() { inside env PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin dpkg --purge rmcpd >"$said" 2>&1; }
exits 0 purge
has 'not every setting could be put back' cat "$said"
has 'may still have its settings.*after it: rm -r /var/lib/rmcp' cat "$said"
is_high
exits 0 inside test -e /run/rmcp
exits 0 inside test -e /var/lib/rmcp
exits 1 inside test -e $loader
exits 1 inside test -e $options
hasnt rmcp inside cat /tmp/rebuilt
# Who installs it again can still put back what the first one has changed.
exits 0 inside sh -c 'dpkg --install /debs/new/rmcpd_*.deb'
exits 0 inside /usr/libexec/rmcpd --revert
is_as_before
exits 0 purge
hasnt 'settings' cat "$said"
exits 1 inside test -e /run/rmcp
exits 1 inside test -e /var/lib/rmcp
exits 1 inside test -e $options
is '' inside find /etc/ld.so.conf.d /run/systemd/system -name '*rmcp*'
