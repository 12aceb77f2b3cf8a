# An ordinary user may read everything and change nothing.
high_policy
enable_now
becomes "$card" applied
for verb in list status show plan knobs profiles 'config check' 'config show' 'list --offline'; do
  # shellcheck disable=SC2086 # words on purpose
  exits 0 as bob rmcpctl $verb
done
is "$(rmcpctl show --json)" as bob rmcpctl show --json
for verb in apply revert 'revert --keep' reload; do
  # shellcheck disable=SC2086
  exits 5 as bob rmcpctl $verb
done
is_high
is applied state "$card"
# Not by going around the client, nor by being an administrator who was not asked.
call() { as "$1" busctl --system call io.github.rmcpd /io/github/rmcpd1/manager io.github.rmcpd1.Manager Reload a{sv} 0; }
exits 1 call bob
exits 1 call alice
has 'rmcpd.reload' call bob
has 'Access denied|AccessDenied|not permitted' as bob busctl --system call org.freedesktop.DBus /org/freedesktop/DBus \
  org.freedesktop.DBus RequestName su io.github.rmcpd 0
