# What the unit asks for is in force in the running process, as /proc shows it.
enable_now
status() { inside sed -n "s/^$1:\s*//p" "/proc/$(pid)/status"; }
is 1 status NoNewPrivs
is 2 status Seccomp
for set in CapEff CapPrm CapInh CapBnd CapAmb; do is 0000000000000000 status $set; done
namespace() { inside readlink "/proc/$1/ns/$2"; }
[ "$(namespace "$(pid)" mnt)" != "$(namespace 1 mnt)" ] || fail "shares the mount namespace"
[ "$(namespace "$(pid)" ipc)" != "$(namespace 1 ipc)" ] || fail "shares the IPC namespace"
# Not these: udev's messages and the owners of policy files would not be what they are.
is "$(namespace 1 net)" namespace "$(pid)" net
is "$(namespace 1 user)" namespace "$(pid)" user
mounts() { inside cat "/proc/$(pid)/mountinfo"; }
options() { mounts | awk -v at="$1" '$5 == at { print $6 }' | tail -n 1; }
has '^ro,' options /
# Each folder of it, since systemd 257 leaves /sys itself writable.
covering() { inside nsenter --mount --target "$(pid)" -- findmnt --noheadings --output OPTIONS --target "$1" | tail -n 1; }
for folder in $(inside ls /sys); do
  [[ $folder == @(devices|module) ]] || has '^ro,' covering "/sys/$folder"
done
has '^ro,' options /proc/sys
has '^rw,' options /sys/devices
has '^rw,' options /sys/bus/pci/drivers
has '^ro,' options /run/rmcp/policy.d
has '^rw,' options /run/rmcp
has '^rw,' options /var/lib/rmcp
has '^(ro,|.*ro)' options /home
has 'hidepid=invisible' mounts
