# The bus starts a service that is enabled but does not run.
exits 0 inside systemctl enable rmcpd
is inactive inside systemctl is-active rmcpd
exits 0 rmcpctl list
becomes "$card" unconfigured
is active inside systemctl is-active rmcpd
# Also after somebody stopped it: it is still enabled.
exits 0 inside systemctl stop rmcpd
exits 0 as alice rmcpctl list
eventually inside systemctl is-active rmcpd
is active inside systemctl is-active rmcpd
exits 0 inside systemctl disable --now rmcpd
hasnt unconfigured inside busctl --system call io.github.rmcpd /io/github/rmcpd1/manager io.github.rmcpd1.Manager List
is inactive inside systemctl is-active rmcpd
