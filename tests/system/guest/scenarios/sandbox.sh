# The service writes to sysfs from within its sandbox, and can do little else
card=0001:03:00.0
policy_for_both
plug_rx6600 $card
becomes $card applied
is 95000000 value $card hwmon/power1_cap
status() { awk -v key="$1:" '$1 == key { print $2 }' "/proc/$(daemon_pid)/status"; }
is 0000000000000000 status CapEff
is 1 status NoNewPrivs
is 2 status Seccomp
# As the daemon: its namespaces, its devices (systemd-run would be another service).
inside() { nsenter --mount --target "$(daemon_pid)" -- "$@"; }
has 'Read-only' inside touch /etc/passwd
has 'Read-only' inside touch /usr/bin/rmcpd-was-here
# Of the kernel's files only the trees with attributes of cards, parameters of modules, and drivers.
has 'Read-only' inside sh -c ': >>/proc/sys/kernel/core_pattern'
has 'Read-only' inside sh -c ': >>/sys/bus/pci/rescan'
has 'Read-only' inside sh -c ': >>/sys/power/state'
has 'Read-only' inside sh -c ': >>/run/rmcp/policy.d/own.toml'
exits 0 inside test -w /sys/module/amdgpu/parameters
exits 0 inside test -w /sys/bus/pci/drivers/amdgpu/unbind
exits 0 inside test -w "/sys/bus/pci/devices/$card/power_dpm_force_performance_level"
systemd-analyze --no-pager security rmcpd.service | tail -n 1
