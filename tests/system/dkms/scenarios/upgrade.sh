# A kernel upgrade brings the module for the new kernel, before its initramfs is made; with the old kernel goes its module.
install_package
has_module "$old"
is_as_shipped "$old"
wants_module
exits 0 install_kernel new
has_module "$new"
is_as_shipped "$new"
has 'updates/dkms/rmcp_devparam.ko' in_image "$new"
has 'gpu/drm/amd/amdgpu/amdgpu.ko' in_image "$new"
has "^rmcp-devparam/$version, $(plain "$new"), x86_64: installed$" inside dkms status -m rmcp-devparam
# Its hook comes before those that need the module, and that of dkms, which may fail.
is 10-rmcp-devparam inside sh -c 'run-parts --list /etc/kernel/postinst.d | head -n 1 | xargs basename'
has '/initramfs-tools$' inside run-parts --list /etc/kernel/postinst.d
# The other kernel has kept its own. What is there and fits is not built again.
has_module "$old"
is_as_shipped "$old"
built() { inside stat --format=%Y "$(inside find "/lib/modules/$1/updates" -name 'rmcp_devparam.ko*')"; }
before=$(built "$new")
exits 0 inside /etc/kernel/header_postinst.d/10-rmcp-devparam "$new"
is "$before" built "$new"
# A kernel of the same name that comes again has younger headers.
exits 0 inside touch "/lib/modules/$new/build/Module.symvers"
has ': built$' inside /etc/kernel/postinst.d/10-rmcp-devparam "$new"
[ "$(built "$new")" -gt "$before" ] || fail "the module is the old one"
has_module "$new"
# A kernel that is purged leaves nothing, neither of the module nor of the note why there is none.
exits 0 apt purge "linux-image-$old" "linux-headers-$old"
exits 1 inside test -e "/lib/modules/$old"
is '' inside find /var/lib/dkms "$notes" -name "*$old*"
has_module "$new"
is_as_shipped "$new"
exits 0 apt purge "linux-headers-$new"
exits 0 inside sh -c 'echo "the build failed: $0.log" >"$0.failed"; echo error >"$0.log"' "$notes/$new"
exits 0 apt purge "linux-image-$new"
exits 1 inside test -e "/lib/modules/$new"
is '' inside find /var/lib/dkms "$notes" -name "*$new*"
