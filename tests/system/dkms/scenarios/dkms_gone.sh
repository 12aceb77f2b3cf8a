# Without dkms a kernel is installed all the same, and the package can be removed without a trace.
install_package
has_module "$old"
exits 0 inside dpkg --force-depends --purge dkms
# apt does nothing now but ask for dkms.
# shellcheck disable=SC2046
exits 0 inside dpkg --install $(packages new)
is_as_shipped "$new"
is '' inside find "/lib/modules/$new" -name '*rmcp*'
is 'dkms is not installed (apt install dkms)' inside cat "$notes/$new.failed"
exits 0 inside dpkg --purge "linux-headers-$new" "linux-image-$new"
exits 1 inside test -e "$notes/$new.failed"
# That of the kernel that has one goes with the kernel, or with the package.
exits 0 inside modinfo -k "$old" rmcp_devparam
exits 0 inside dpkg --remove rmcp-devparam-dkms
is '' modules
exits 1 inside modinfo -k "$old" rmcp_devparam
exits 1 inside test -e /var/lib/dkms/rmcp-devparam
exits 1 inside test -e "$notes"
is_as_shipped "$old"
