# Options of amdgpu go into one file of modprobe.d, through the unit's sandbox; where they cannot, it is said what to do.
policy 10-module <<'END'
format = 1
[module.amdgpu]
noretry = 1
END
file=/etc/modprobe.d/rmcp.conf
enable_now
eventually inside test -s $file
is 'options amdgpu noretry=1' inside tail -n 1 $file
is '644 root root' inside stat --format='%a %U %G' $file
becomes $card pending
has '^noretry +1 ' rmcpctl kernel
has 'In force after a reboot: noretry' rmcpctl kernel
# What cannot be written, though it may not be the daemon's fault, names the kernel arguments.
says_why() { # PATTERN
  becomes $card degraded
  has "$1"'.*add to the kernel command line: amdgpu.noretry=1' rmcpctl status $card --json
  has "$1" rmcpctl kernel
  is active inside systemctl is-active rmcpd
}
exits 0 inside systemctl stop rmcpd
exits 0 inside mount -t tmpfs -o ro tmpfs /etc/modprobe.d
exits 0 inside systemctl start rmcpd
says_why 'rmcp.conf: cannot be written: .*Read-only file system'
exits 0 inside systemctl stop rmcpd
exits 0 inside umount /etc/modprobe.d
exits 0 inside rm -r /etc/modprobe.d
exits 0 inside systemctl start rmcpd
says_why '/etc/modprobe.d: cannot be created: .*Read-only file system'
# Made by hand it is used from the next start.
exits 0 inside mkdir /etc/modprobe.d
exits 0 inside systemctl restart rmcpd
becomes $card pending
is 'options amdgpu noretry=1' inside tail -n 1 $file
# Nothing else of /etc is open to it: see sandbox_tried.
exits 0 rmcpctl revert
exits 1 inside test -e $file
exits 0 rmcpctl apply
eventually inside test -s $file
# It goes with the package, also when the service has not run since the boot, and somebody is told of the initramfs.
exits 0 inside systemctl stop rmcpd
exits 0 inside rm -r /run/rmcp
put /usr/local/sbin/update-initramfs <<'END'
#!/bin/sh
ls /etc/modprobe.d >/tmp/rebuilt
END
exits 0 inside chmod 755 /usr/local/sbin/update-initramfs
exits 0 inside env PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin dpkg --remove rmcpd
exits 1 inside test -e $file
exits 0 inside test -e /tmp/rebuilt
hasnt 'rmcp' inside cat /tmp/rebuilt
