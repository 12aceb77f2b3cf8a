# machine: rx6600
# policy: inside
# `rmcpd --revert` does nothing beside a daemon, which would write again, and says so. It goes on where there is none, where
# there is no bus, and where the one that still has the name is about to die and answers nobody.
card=0000:03:00.0
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
revert() { "$rmcpd" --modprobe-dirs="$RMCP_MACHINE_ROOT/modprobe.d" --config-dirs="$RMCP_MACHINE_POLICY" --revert 2>&1; }
level() { value "$card" power_dpm_force_performance_level; }
begin() {
  rmcp-machine daemon start
  exits 0 rmcpctl apply
  becomes $card applied
  is high level
}
becomes $card applied
is high level
exits 1 revert
is 'rmcpd: --revert: the daemon is running: ask it, with rmcpctl revert; or stop it first: systemctl stop rmcpd' revert
is high level
rmcp-machine daemon stop
exits 0 revert
is auto level
# Nobody is started for the question.
exits 6 rmcpctl status

begin
rmcp-machine daemon kill
DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere exits 0 revert
is auto level

begin
daemon=$(dbus-send --system --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
  org.freedesktop.DBus.GetConnectionUnixProcessID string:io.github.rmcpd | grep -o '[0-9]*$')
kill -STOP "$daemon"
has '^rmcpd: --revert: .* does not answer: going on without it$' revert
is auto level
kill -CONT "$daemon"
