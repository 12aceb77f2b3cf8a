# A build that fails is noted with its reason; package and kernel are installed all the same.
compiler=$(inside readlink -f /usr/bin/gcc)
compiler_is() { # SHELL-COMMAND
  # shellcheck disable=SC2016 # the inner shell's
  inside sh -ec '[ -e "$0.real" ] || mv "$0" "$0.real"; printf "#!/bin/sh\n%s\n" "$1" >"$0"; chmod 755 "$0"' "$compiler" "$1"
}
# The compiler fails, and the package comes.
compiler_is 'echo no colour left >&2; exit 1'
install_package
has_no_module "$old"
is "the build failed: $notes/$old.log" inside cat "$notes/$old.failed"
has 'no colour left' inside cat "$notes/$old.log"
is 'ii ' status_of rmcp-devparam-dkms
is_as_shipped "$old"
exits 0 inside mv -f "$compiler.real" "$compiler"
# The source is wrong, and a kernel comes.
wants_module
main=/usr/src/rmcp-devparam-$version/main.c
exits 0 inside sed -i '1i #error "not today"' "$main"
exits 0 install_kernel new
is_as_shipped "$new"
has_no_module "$new"
is "the build failed: $notes/$new.log" inside cat "$notes/$new.failed"
has 'error: #error "not today"' inside cat "$notes/$new.log"
has 'gpu/drm/amd/amdgpu/amdgpu.ko' in_image "$new"
hasnt rmcp_devparam in_image "$new"
exits 0 inside sed -i 1d "$main"
# The compiler hangs: the build is ended, with all its processes.
compiler_is 'exec sleep 1000'
exits 0 inside env RMCP_DEVPARAM_PATIENCE=2 /etc/kernel/postinst.d/10-rmcp-devparam "$new"
is "the build was not over after 2 s: $notes/$new.log" inside cat "$notes/$new.failed"
is '' inside sh -c 'grep -lx sleep /proc/[0-9]*/comm'
has_no_module "$new"
exits 0 inside mv -f "$compiler.real" "$compiler"
# What a build that was killed has left is not in the way of the next one, which also makes the initramfs anew.
exits 0 inside mkdir -p "/var/lib/dkms/rmcp-devparam/$version/$new/x86_64/module"
exits 0 inside /etc/kernel/header_postinst.d/10-rmcp-devparam "$new"
has_module "$new"
has 'updates/dkms/rmcp_devparam.ko' in_image "$new"
is_as_shipped "$new"
