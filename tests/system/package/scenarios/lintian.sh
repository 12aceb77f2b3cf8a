# Debian's checker finds nothing to warn of.
exits 0 lintian --allow-root --fail-on error,warning --tag-display-limit 0 "$RMCP_DEBS"/{rmcpd,rmcpctl,librmcp-hsa,rmcp-devparam-dkms}_*.deb
is '' lintian --allow-root "$RMCP_DEBS"/{rmcpd,rmcpctl,librmcp-hsa,rmcp-devparam-dkms}_*.deb
