# machine: rx6600
# policy: inside
# Without polkit root may, others may not.
[ "$(id -u)" = 0 ] || exit 77
as_nobody() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }
exits 0 rmcpctl apply
exits 5 as_nobody rmcpctl apply
has 'without polkit only root may' as_nobody rmcpctl revert
exits 0 as_nobody rmcpctl list
