# With the package all of the module goes; what stays until it is purged does nothing to kernels.
install_package
wants_module
exits 0 inside update-initramfs -u -k "$old"
has 'updates/dkms/rmcp_devparam.ko' in_image "$old"
exits 0 apt remove rmcp-devparam-dkms
is '' modules
is '' inside find /lib/modules /usr/src -name '*rmcp*'
exits 1 inside test -e /var/lib/dkms/rmcp-devparam
exits 1 inside test -e "$notes"
hasnt rmcp_devparam in_image "$old"
has 'gpu/drm/amd/amdgpu/amdgpu.ko' in_image "$old"
is_as_shipped "$old"
# Its hooks are there, and say nothing.
is 3 inside sh -c 'ls /etc/kernel/*/10-rmcp-devparam | wc -l'
hasnt 'rmcp-devparam:' install_kernel new
is_as_shipped "$new"
has_no_module "$new"
exits 1 inside test -e "$notes"
exits 0 apt purge dkms
exits 0 apt purge "linux-image-$new" "linux-headers-$new"
exits 0 apt purge rmcp-devparam-dkms
is '' inside find / -xdev -name '*rmcp[-_]devparam*' -not -path '/proc/*' -not -path '/debs/*'
