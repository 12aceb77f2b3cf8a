# With a new version of the package each kernel has the new module, and nothing of the old one is left.
older_package() { # -> file
  # shellcheck disable=SC2016 # the inner shell's
  inside sh -ec '
    dpkg-deb --raw-extract "$0" /tmp/older
    cd /tmp/older
    mv "usr/src/rmcp-devparam-$1" usr/src/rmcp-devparam-0.0.1
    sed -i "s/$1/0.0.1/" DEBIAN/control DEBIAN/md5sums usr/src/*/dkms.conf usr/lib/rmcp-devparam/module
    dpkg-deb --build --root-owner-group . /tmp/older.deb' "$(package)" "$version"
}
dkms_knows() { inside sh -c 'cd /var/lib/dkms/rmcp-devparam && ls -d [0-9]*'; }
exits 0 older_package
exits 0 apt install /tmp/older.deb
has_module "$old"
is 0.0.1 dkms_knows
hasnt rmcp_devparam in_image "$old" # nobody wants it in there yet
wants_module
install_package
is 'ii ' status_of rmcp-devparam-dkms
has_module "$old"
is "$version" dkms_knows
is "/usr/src/rmcp-devparam-$version" inside sh -c 'ls -d /usr/src/rmcp*'
is 1 inside sh -c 'find /lib/modules/ -name "rmcp_devparam.ko*" | wc -l'
is_as_shipped "$old"
has 'updates/dkms/rmcp_devparam.ko' in_image "$old"
# A build that fails does not fail the upgrade: no old module is left beside new sources.
exits 0 inside sh -ec 'cd /tmp/older; sed -i "s/0.0.1/9.9.9/" DEBIAN/control usr/src/*/dkms.conf usr/lib/rmcp-devparam/module
  mv usr/src/rmcp-devparam-0.0.1 usr/src/rmcp-devparam-9.9.9; echo "#error of 9.9.9" >>usr/src/rmcp-devparam-9.9.9/main.c
  dpkg-deb --build --root-owner-group . /tmp/newer.deb'
exits 0 apt install /tmp/newer.deb
is 'ii ' status_of rmcp-devparam-dkms
is '' modules
hasnt rmcp_devparam in_image "$old"
is "the build failed: $notes/$old.log" inside cat "$notes/$old.failed"
has 'error of 9.9.9' inside cat "$notes/$old.log"
