# Removal puts the GPUs back also when the service does not run, and when it crashed before.
high_policy
enable_now
becomes "$card" applied
exits 0 inside systemctl stop rmcpd
is_high
exits 0 inside dpkg --remove rmcpd
is_as_before
