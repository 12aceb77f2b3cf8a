# machine: no-gpu
# options: --no-daemon
# What rmcpd does not understand on its command line gets one clear line and status 2.
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
exits 0 "$rmcpd" --help
has '^rmcpd [0-9]+\.[0-9]+\.[0-9]+$' "$rmcpd" --version
exits 2 "$rmcpd" --log-level=loud
has "^rmcpd: --log-level: 'loud' is not one of trace, debug, info, warning, error$" "$rmcpd" --log-level=loud
has '^rmcpd: --state-dir: missing value$' "$rmcpd" --state-dir
has '^rmcpd: --bogus: unknown or ambiguous option$' "$rmcpd" --bogus
has '^rmcpd: --config-dirs: no folder given$' "$rmcpd" --config-dirs=:
has "^rmcpd: unexpected argument 'list'$" "$rmcpd" list
exits 2 "$rmcpd" --revert --offline list
has '"devices":' "$rmcpd" --offline list

# systemd names the runtime folders of a unit by their names' order, not by that of the unit: one called cdi is for
# containers, the first other one the daemon's own.
folder=$RMCP_MACHINE_ROOT/two
revert() { # ORDER
  mkdir -p "$folder"/{cdi,rmcp/policy.d}
  touch "$folder"/{cdi,rmcp}/rmcp.json
  RUNTIME_DIRECTORY=$1 "$rmcpd" --revert --modprobe-dirs="$RMCP_MACHINE_ROOT/modprobe.d" --config-dirs="$RMCP_MACHINE_POLICY"
}
for order in "$folder/cdi:$folder/rmcp" "$folder/rmcp:$folder/cdi" "$folder/cdi:$folder/rmcp:$folder/rmcp/policy.d"; do
  exits 0 revert "$order"
  exits 1 test -e "$folder/cdi/rmcp.json"
  exits 0 test -e "$folder/rmcp/rmcp.json"
done
