# Removal stops the service and puts the GPUs back; purge drops the state, but not the administrator's policy.
high_policy
enable_now
exits 0 inside systemctl enable rmcp-initramfs.path rmcp-default-set.path
becomes "$card" applied
exits 0 inside touch /var/lib/rmcp/something
exits 0 inside dpkg --remove rmcpd rmcpctl
is inactive inside systemctl is-active rmcpd
is_as_before
exits 1 runs
exits 1 inside test -e /run/rmcp
exits 0 inside test -e /etc/rmcp/rmcpd.toml
exits 0 inside test -e /var/lib/rmcp/something
exits 0 inside dpkg --purge rmcpd rmcpctl
exits 1 inside test -e /etc/rmcp/rmcpd.toml
exits 1 inside test -e /var/lib/rmcp
exits 0 inside test -e /etc/rmcp/policy.d/10-high.toml
is '' inside find /etc /usr /lib /var/lib/systemd -xdev -name '*rmcp*' -not -path '/etc/systemd/system/rmcpd.service.d' -not -path '/etc/rmcp*'
# And all of it can be had again.
exits 0 inside sh -c 'dpkg --install /debs/new/*.deb'
is disabled inside systemctl is-enabled rmcpd
enable_now
becomes "$card" applied
is_high
