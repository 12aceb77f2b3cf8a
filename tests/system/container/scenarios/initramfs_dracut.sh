# dracut leaves a stamp of what is in its image, and the opt-in unit calls it where there is no update-initramfs.
# root: initramfs
kernel=$(uname -r)
stamp=/var/lib/rmcp/initramfs/$kernel
exits 0 inside dpkg --remove initramfs-tools initramfs-tools-core
# A kernel without modules, and an empty file for the driver, as for initramfs-tools. Not in hostonly mode: it wants the list of
# modules that are loaded, which not every kernel has.
put /usr/lib/dracut/modules.d/98driver/module-setup.sh <<'END'
check() { return 0; }
depends() { return 0; }
install() { mkdir -p "$initdir/lib/modules/$kernel"; : >"$initdir/lib/modules/$kernel/amdgpu.ko"; }
END
exits 0 inside chmod 755 /usr/lib/dracut/modules.d/98driver/module-setup.sh
put /etc/dracut.conf.d/small.conf <<'END'
dracutmodules="base kernel-modules driver rmcp"
compress="cat"
END
exits 0 inside sh -ec 'mkdir -p /lib/modules/$0; : >/lib/modules/$0/modules.builtin; : >/lib/modules/$0/modules.order; depmod $0' "$kernel"
exits 0 inside sh -c 'apt-get install -y --no-install-recommends /debs/new/*.deb'
exits 0 inside dracut --force
is 'module amdgpu yes' inside sed -n 2p "$stamp"
is '' inside grep options "$stamp"

policy 10-module <<'END'
format = 1
[module.amdgpu]
noretry = 1
END
enable_now
becomes $card pending
has 'The initramfs has other options. Rebuild it: dracut -f' rmcpctl kernel
exits 0 inside systemctl enable --now rmcp-initramfs.path
stamped() { inside grep -qx "options amdgpu noretry=$1" "$stamp"; }
within 100 stamped 1
rebuilt() { [ "$(inside systemctl show --property=ActiveState --value rmcp-initramfs.service)" = inactive ]; }
within 60 rebuilt
is success inside systemctl show --property=Result --value rmcp-initramfs.service
is 'options amdgpu noretry=1' inside sh -c 'lsinitrd -f etc/modprobe.d/rmcp.conf /boot/*$0* | grep ^options' "$kernel"
exits 0 rmcpctl reload
hasnt 'initramfs has other options' rmcpctl kernel
# With the package the options go from the image, too.
exits 0 inside dpkg --remove rmcpd
exits 1 inside test -e /etc/modprobe.d/rmcp.conf
is '' inside sh -c 'lsinitrd -f etc/modprobe.d/rmcp.conf /boot/*$0* | grep ^options' "$kernel"
