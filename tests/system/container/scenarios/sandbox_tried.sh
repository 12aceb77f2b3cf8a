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
{
  try passwd append_nothing /etc/passwd
  try policy append_nothing /etc/rmcp/policy.d/own.toml
  try hook append_nothing /etc/initramfs/post-update.d/own
  try options append_nothing /etc/modprobe.d/own.conf
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
inside sh -c 'mkdir -p /run/rmcp /var/lib/rmcp; touch /run/outside; /usr/local/bin/try /run/outside'
outside() { inside sed -n "s/^$1 //p" /run/outside; }
within() { inside sed -n "s/^$1 //p" /run/rmcp/within; }
# One line more, run by systemd like the daemon itself.
drop_in try <<'X'
[Service]
ExecStartPre=/bin/sh -c 'touch /run/rmcp/within; exec /usr/local/bin/try /run/rmcp/within'
X
enable_now
for what in passwd policy hook usr home inet ptrace mount namespace chown setuid priority; do
  is done outside $what
  is refused within $what
done
for what in attribute attribute_back options runtime state; do is done within $what; done
is auto value "$card" power/control
