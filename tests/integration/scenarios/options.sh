# machine: no-gpu
# options: --no-daemon
# What rmcpd does not understand on its command line gets one clear line and status 2.
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
exits 0 "$rmcpd" --help
has '^rmcpd [0-9]+\.[0-9]+\.[0-9]+$' "$rmcpd" --version
exits 2 "$rmcpd" --log-level=loud
has "^rmcpd: --log-level: 'loud' is not one of trace, debug, info, warning, error$" "$rmcpd" --log-level=loud
has '^rmcpd: --state-dir: its value is missing$' "$rmcpd" --state-dir
has '^rmcpd: --bogus: unknown or ambiguous option$' "$rmcpd" --bogus
has '^rmcpd: --config-dirs: no folder is named$' "$rmcpd" --config-dirs=:
has "^rmcpd: unexpected argument 'list'$" "$rmcpd" list
exits 2 "$rmcpd" --revert --offline list
has '"devices":' "$rmcpd" --offline list
