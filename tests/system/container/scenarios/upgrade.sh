# An upgrade keeps state and GPUs as they are, restarts the service if it runs, and only then.
# root: bare
install() { inside sh -c "dpkg --install /debs/$1/*.deb"; }
exits 0 install old
has '^0.0.1-1$' inside dpkg-query --show --showformat='${Version}' rmcpd
high_policy
inside sh -c 'echo "# mine" >>/etc/rmcp/rmcpd.toml'
enable_now
becomes "$card" applied
# Options of the module are known by their file alone: no driver is loaded here.
policy 20-module <<'X'
format = 1
[module.amdgpu]
noretry = 1
X
exits 0 inside systemctl reload rmcpd
becomes "$card" pending
options() { inside stat --format='%i %y' /etc/modprobe.d/rmcp.conf; }
has '^[0-9]+ 20' options
stored=$(options)
first=$(pid)
written=$(stat --format=%y "$(sysfs "$card" power_dpm_force_performance_level)")
has '^rmcpd: ' inside dpkg-query --search /usr/share/man/man5/rmcp-recipe.5.gz
exits 0 install new
has '^rmcpctl: ' inside dpkg-query --search /usr/share/man/man5/rmcp-recipe.5.gz
hasnt '^0.0.1' inside dpkg-query --show --showformat='${Version}' rmcpd
is active inside systemctl is-active rmcpd
[ "$(pid)" != "$first" ] || fail "still the old process"
becomes "$card" pending
is "$stored" options
is_high
is "$written" stat --format=%y "$(sysfs "$card" power_dpm_force_performance_level)"
has '^# mine$' inside cat /etc/rmcp/rmcpd.toml
exits 0 rmcpctl revert --keep
is_as_before
# What is held stays held, and what is stopped stays stopped.
exits 0 inside systemctl stop rmcpd
exits 0 install old
exits 0 install new
is inactive inside systemctl is-active rmcpd
is enabled inside systemctl is-enabled rmcpd
is_as_before
exits 0 inside systemctl start rmcpd
becomes "$card" held
is_as_before
# So does what was never enabled.
exits 0 inside systemctl disable --now rmcpd
exits 0 install old
exits 0 install new
is disabled inside systemctl is-enabled rmcpd
is inactive inside systemctl is-active rmcpd
