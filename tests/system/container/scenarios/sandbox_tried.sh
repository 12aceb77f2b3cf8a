# A program in the service's sandbox cannot do what the daemon has no business to do; outside of it, it can.
put /usr/local/bin/try <<'X'
#!/bin/bash
# try FILE: each line is a name and what became of it.
try() {
  local name=$1
  shift
  if "$@" >/dev/null 2>&1; then echo "$name done"; else echo "$name refused"; fi
}
write() { printf '%s' "$2" >"$1"; }
append_nothing() { : >>"$1"; }
attribute=/sys/bus/pci/devices/0000:03:00.0/power/control
# What no mount and no missing capability prevents: SECURITY.md says so.
ask_pid1() {
  busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager StartTransientUnit \
    'ssa(sv)a(sa(sv))' "asked-$$.service" replace 1 ExecStart 'a(sasb)' 1 /usr/bin/touch 2 touch "$1" false 0
}
{
  try passwd append_nothing /etc/passwd
  try policy append_nothing /etc/rmcp/policy.d/own.toml
  try hook append_nothing /etc/initramfs/post-update.d/own
  try options append_nothing /etc/modprobe.d/own.conf
  try run_policy append_nothing /run/rmcp/policy.d/own.toml
  try run_profile append_nothing /run/rmcp/profiles.d/own.toml
  try run_set append_nothing /run/rmcp/library-sets.d/own.toml
  try sysctl append_nothing /proc/sys/kernel/core_pattern
  try rescan append_nothing /sys/bus/pci/rescan
  try unbind append_nothing /sys/bus/pci/drivers/amdgpu/unbind
  try pid1 ask_pid1 "$1.by-pid1"
  try usr append_nothing /usr/local/bin/try
  try home append_nothing /home/alice/.profile
  try inet bash -c 'exec 3<>/dev/udp/127.0.0.1/9'
  try ptrace strace -o /dev/null true
  try mount mount -t tmpfs tmpfs /tmp
  try namespace unshare --net true
  try kernel_log bash -c ': </dev/kmsg'
  try module bash -c ': </proc/kcore'
  try chown chown alice "$1"
  try setuid setpriv --reuid=alice --clear-groups true
  try priority renice -n -5 $$
  try attribute write $attribute on
  try attribute_back write $attribute auto
  try runtime append_nothing /run/rmcp/tried
  try state append_nothing /var/lib/rmcp/tried
} >"$1"
X
inside chmod 755 /usr/local/bin/try
# nspawn gives a container a /proc/sys that is read-only for everybody: the refusals would prove nothing.
inside mount -o remount,bind,rw /proc/sys
inside sh -c 'mkdir -p /run/rmcp/policy.d /run/rmcp/profiles.d /run/rmcp/library-sets.d /var/lib/rmcp; touch /run/outside; /usr/local/bin/try /run/outside'
outside() { inside sed -n "s/^$1 //p" /run/outside; }
within() { inside sed -n "s/^$1 //p" /run/rmcp/within; }
# One line more, run by systemd like the daemon itself.
drop_in try <<'X'
[Service]
ExecStartPre=/bin/sh -c 'touch /run/rmcp/within; exec /usr/local/bin/try /run/rmcp/within'
X
enable_now
for what in passwd policy hook usr home inet ptrace mount namespace chown setuid priority \
  run_policy run_profile run_set sysctl rescan; do
  is done outside $what
  is refused within $what
done
for what in attribute attribute_back options runtime state unbind pid1; do is done within $what; done
eventually inside test -e /run/rmcp/within.by-pid1
is auto value "$card" power/control
# A driver that is loaded later has files that the running daemon can write to; a policy file that an administrator puts
# down now is read and cannot be written.
in_namespace() { inside nsenter --mount --target "$(pid)" -- sh -c ": >>$1"; }
inside sh -c 'mkdir /sys/bus/pci/drivers/late; touch /sys/bus/pci/drivers/late/bind'
exits 0 in_namespace /sys/bus/pci/drivers/late/bind
inside sh -c 'printf "format = 1\n" >/run/rmcp/policy.d/90-later.toml'
exits 0 inside rmcpctl reload
has 90-later.toml inside rmcpctl config cat
has 'Read-only' in_namespace /run/rmcp/policy.d/90-later.toml
