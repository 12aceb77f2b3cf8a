# Not enabled means not started: not by the bus, not by a card; and `rmcpctl list` says how to enable it.
activate() { inside busctl --system call io.github.rmcpd /io/github/rmcpd1/manager org.freedesktop.DBus.Peer Ping; }
exits 1 activate
is inactive inside systemctl is-active rmcpd
udev plug
exits 0 rmcpctl list
has 'systemctl enable --now rmcpd' rmcpctl list
has "$card .*RX 6600" rmcpctl list
has "$egpu" rmcpctl list
exits 6 rmcpctl apply
is inactive inside systemctl is-active rmcpd
exits 1 runs
