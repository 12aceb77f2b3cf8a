# Installing starts and enables nothing; then the two lines that people type work.
# root: bare
exits 0 inside sh -c 'apt-get install -y --no-install-recommends /debs/new/*.deb'
is disabled inside systemctl is-enabled rmcpd
is inactive inside systemctl is-active rmcpd
exits 1 inside test -e /run/rmcp
is_as_before
exits 1 runs
enable_now
exits 0 runs
is active inside systemctl is-active rmcpd
has "○ $card +AMD Radeon RX 6600 .*unconfigured" rmcpctl list --no-legend
has '1 device' inside systemctl status rmcpd
# Nothing that the service finds in a Debian makes it complain.
is '' journal --priority=warning
