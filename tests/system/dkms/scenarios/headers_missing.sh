# A kernel without headers has no module, and a note with the command; the headers bring it, into the initramfs too.
install_package
wants_module
exits 0 install_image
is_as_shipped "$new"
has_no_module "$new"
is "headers of $new are not installed (apt install linux-headers-$new)" inside cat "$notes/$new.failed"
has 'gpu/drm/amd/amdgpu/amdgpu.ko' in_image "$new"
exits 0 install_headers
has_module "$new"
is_as_shipped "$new"
has 'updates/dkms/rmcp_devparam.ko' in_image "$new"
# Headers that go leave the module; headers without a kernel bring none.
exits 0 apt purge "linux-headers-$new"
exits 0 inside /usr/lib/rmcp-devparam/module build-all
exits 0 inside modinfo -k "$new" rmcp_devparam
exits 1 inside test -e "$notes/$new.failed"
exits 0 inside mkdir -p /lib/modules/headers-alone/build/include
exits 0 inside /etc/kernel/header_postinst.d/10-rmcp-devparam headers-alone
is '' inside find /lib/modules/headers-alone "$notes" -type f
