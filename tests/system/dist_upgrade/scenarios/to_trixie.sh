# Debian 12 becomes 13 beneath the running daemon, and the packages for 13 replace it: GPUs and all that was set stay as they are.
high_policy
inside sh -c 'echo "# mine" >>/etc/rmcp/rmcpd.toml'
enable_now
becomes "$card" applied
exits 0 rmcpctl set --keep "$card" power_cap="95 W"
file=$(sysfs "$card" power_dpm_force_performance_level)
written=$(stat --format=%y "$file")
first=$(pid)
apt() { inside apt-get -q -y --no-download -o Dpkg::Options::=--force-confold "$@"; }
version() { inside dpkg-query --show --showformat='${Version}' rmcpd; }
is_unchanged() {
  is high value "$card" power_dpm_force_performance_level
  is 95000000 value "$card" hwmon/power1_cap
  is "$written" stat --format=%y "$file"
  is active inside systemctl is-active rmcpd
  is enabled inside systemctl is-enabled rmcpd
}

# The old daemon goes on: apt keeps the libraries that it is linked with.
exits 0 apt dist-upgrade
has '^13' inside cat /etc/debian_version
old=$(version)
is "$first" pid
is_unchanged
becomes "$card" applied

# Those for 13 are newer, and take over.
exits 0 inside sh -c 'apt-get -q -y --no-install-recommends install /debs/*.deb'
exits 0 inside dpkg --compare-versions "$(version)" gt "$old"
[ "$(pid)" != "$first" ] || fail "still the old process"
has 'libsdbus-c\+\+\.so\.2' inside cat "/proc/$(pid)/maps"
becomes "$card" applied
is_unchanged
has '^# mine$' inside cat /etc/rmcp/rmcpd.toml
# Units moved from /lib to /usr/lib within one package, and /lib is a link to /usr/lib.
hasnt rmcpd.service inside dpkg --verify rmcpd
exits 0 inside test -e /usr/lib/systemd/system/rmcpd.service

# So it is after a boot, with cards as they come up.
inside sync
boot installed || exit
exits 0 inside systemctl restart rmcpd
becomes "$card" applied
is 95000000 value "$card" hwmon/power1_cap
is high value "$card" power_dpm_force_performance_level
