# The service can be restarted while a write hangs that not even SIGKILL ends
card=0001:03:00.0 egpu=0001:0a:00.0
policy_for_both
make $egpu block write:power1_cap 300 times=1
plug_egpu $egpu
plug_rx6600 $card
becomes $egpu stalled

at_most 20000 "$(took systemctl restart rmcpd)" "systemctl restart rmcpd (ms)"
# The old process is still there, held by the kernel, and in nobody's way.
is 2 grep -c . /sys/fs/cgroup/system.slice/rmcpd.service/cgroup.procs
becomes $card applied
becomes $egpu applied
exits 0 rmcpctl apply

cure_all
alone() { [ "$(daemon_pid)" = "$(systemctl show --value --property MainPID rmcpd)" ]; }
eventually alone
is 256000000 value $egpu hwmon/power1_cap
remember_daemon
