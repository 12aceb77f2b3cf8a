# Debian's own initramfs-tools leaves a stamp, and the opt-in unit rebuilds the image when options of amdgpu change.
# root: initramfs
kernel=$(uname -r)
image=/boot/initrd.img-$kernel
stamp=/var/lib/rmcp/initramfs/$kernel
# A kernel without modules. An empty file is the driver in its image: without one the options in there tell nobody anything.
put /usr/share/initramfs-tools/hooks/aa-driver <<'END'
#!/bin/sh
[ "$1" != prereqs ] || exit 0
mkdir -p "$DESTDIR/lib/modules/$version"
: >"$DESTDIR/lib/modules/$version/amdgpu.ko"
END
exits 0 inside chmod 755 /usr/share/initramfs-tools/hooks/aa-driver
exits 0 inside sh -ec 'mkdir -p /lib/modules/$0; depmod $0; echo CONFIG_RD_GZIP=y >/boot/config-$0; update-initramfs -c -k $0' "$kernel"
exits 0 inside test -s "$image"
options_in_image() { inside sh -ec 'rm -rf /tmp/image; unmkinitramfs "$0" /tmp/image; cat /tmp/image/etc/modprobe.d/rmcp.conf' "$image"; }
# Installing brings the hook, and dpkg has the image rebuilt with it.
exits 0 inside sh -c 'apt-get install -y --no-install-recommends /debs/new/*.deb'
is '# rmcp initramfs stamp 1' inside head -n 1 "$stamp"
is '' inside grep options "$stamp"
is disabled inside systemctl is-enabled rmcp-initramfs.path
policy 10-module <<'END'
format = 1
[module.amdgpu]
noretry = 1
END
enable_now
becomes $card pending
# Not enabled means not rebuilt: it is said.
has 'The initramfs has other options. Rebuild it: update-initramfs -u' rmcpctl kernel
exits 1 options_in_image
exits 1 inside test -e /run/reboot-required
exits 0 inside test -e /run/rmcp/initramfs-wanted
# Enabled, what waits is done.
exits 0 inside touch /var/lib/rmcp/initramfs/6.0.0-removed
exits 0 inside systemctl enable --now rmcp-initramfs.path
within 60 inside test -e /run/reboot-required
rebuilt() { [ "$(inside systemctl show --property=ActiveState --value rmcp-initramfs.service)" = inactive ]; }
within 60 rebuilt
is success inside systemctl show --property=Result --value rmcp-initramfs.service
exits 1 inside test -e /run/rmcp/initramfs-wanted
is rmcpd inside cat /run/reboot-required.pkgs
has '^options amdgpu noretry=1$' options_in_image
is 'options amdgpu noretry=1' inside grep '^options' "$stamp"
exits 1 inside test -e "$stamp.new"
exits 1 inside test -e /var/lib/rmcp/initramfs/6.0.0-removed
exits 0 rmcpctl reload
hasnt 'initramfs has other options' rmcpctl kernel
has '"initramfs":"1"' rmcpctl kernel --json=short
# And again, when policy changes.
policy 10-module <<'END'
format = 1
[module.amdgpu]
noretry = 0
END
exits 0 rmcpctl reload
stamped() { inside grep -qx "options amdgpu noretry=$1" "$stamp"; }
within 60 stamped 0
within 60 rebuilt
is success inside systemctl show --property=Result --value rmcp-initramfs.service
has '^options amdgpu noretry=0$' options_in_image
# A build that fails leaves no note of an image that was not written, and is tried again.
put /etc/initramfs-tools/hooks/zzz-fails <<'END'
#!/bin/sh
[ "$1" = prereqs ] || exit 1
END
exits 0 inside chmod 755 /etc/initramfs-tools/hooks/zzz-fails
exits 0 inside rm /run/reboot-required /etc/rmcp/policy.d/10-module.toml
exits 0 rmcpctl reload
waits_to_retry() { [ "$(inside systemctl show --property=SubState --value rmcp-initramfs.service)" = auto-restart ]; }
within 60 waits_to_retry
exits 0 inside test -s /var/lib/rmcp/initramfs-owed
exits 1 inside test -e /run/reboot-required
exits 1 inside test -e /etc/modprobe.d/rmcp.conf
stamped 0 || fail "the stamp speaks of an image that was not written"
has 'initramfs has other options' rmcpctl kernel
exits 0 inside rm /etc/initramfs-tools/hooks/zzz-fails
exits 0 inside systemctl restart rmcp-initramfs.service
is '' inside grep '^options' "$stamp"
exits 1 inside test -e /var/lib/rmcp/initramfs-owed
# With the package the options go from the image too, and nothing of ours goes on.
policy 10-module <<'END'
format = 1
[module.amdgpu]
noretry = 1
END
exits 0 rmcpctl reload
within 60 stamped 1
within 60 rebuilt
exits 0 inside dpkg --remove rmcpd
exits 1 inside test -e /etc/modprobe.d/rmcp.conf
exits 1 options_in_image
is inactive inside systemctl is-active rmcp-initramfs.path
exits 0 inside dpkg --purge rmcpd
exits 1 inside test -e /etc/initramfs/post-update.d/zz-rmcp
exits 1 inside test -e /var/lib/rmcp
exits 0 inside update-initramfs -u
