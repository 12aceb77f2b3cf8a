# systemd's own judgement of the running service: 2.0 or better.
enable_now
inside systemd-analyze security --no-pager rmcpd | tail -n 1
# In tenths.
exits 0 inside systemd-analyze security --no-pager --threshold=20 rmcpd
