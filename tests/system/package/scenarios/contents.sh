# Settings are conffiles, documents are where Debian wants them, and nothing enables the service.
# update-initramfs of Debian 12 runs what is below /etc/initramfs and nowhere else.
is $'/etc/initramfs/post-update.d/zz-rmcp\n/etc/profile.d/rmcp.sh\n/etc/rmcp/rmcpd.toml' sort rmcpd/DEBIAN/conffiles
is '' find rmcpctl -path '*/etc*'
for folder in etc/rmcp etc/rmcp/policy.d etc/rmcp/profiles.d usr/lib/rmcp usr/lib/rmcp/profiles.d; do
  is '755 0 0' stat --format='%a %u %g' "rmcpd/$folder"
done
for package in rmcpd rmcpctl librmcp-hsa rmcp-devparam-dkms; do
  for file in copyright changelog.gz changelog.Debian.gz; do
    exits 0 test -s "$package/usr/share/doc/$package/$file"
  done
done
for package in rmcpd rmcpctl; do
  hasnt '/man[0-9]/[^ ]*[0-9]$' find "$package/usr/share/man" -type f
done
is '' find rmcpd rmcpctl librmcp-hsa rmcp-devparam-dkms -name '*.wants' -o -name '*.preset' -o -path '*/sysv*'
is '' find rmcpd rmcpctl librmcp-hsa rmcp-devparam-dkms -perm /6022 -not -type l
# Every file of the source's data folders is in one of the packages, as it is in the source, and every manual page.
is '' "$RMCP_TOP/tests/install/missing" "$RMCP_TOP" rmcpd rmcpctl librmcp-hsa
mv rmcpd/usr/lib/rmcp/profiles.d/rocm-compute.toml .
is config/profiles.d/rocm-compute.toml "$RMCP_TOP/tests/install/missing" "$RMCP_TOP" rmcpd rmcpctl librmcp-hsa
mv rocm-compute.toml rmcpd/usr/lib/rmcp/profiles.d/
while read -r page; do
  page=${page##*/} page=${page%.in} page=${page%.scd}
  exits 0 compgen -G "rmcp*/usr/share/man/man${page##*.}/$page.gz"
done < <(find "$RMCP_TOP"/{client,config,daemon,units} -name '*.scd' -o -name '*.scd.in')
# A page lies with the verb that it describes, and a program with the one that starts it: rmcpctl only recommends rmcpd.
is $'rmcp-library-sets.5.gz\nrmcp-recipe.5.gz' ls rmcpctl/usr/share/man/man5
is $'io.github.rmcpd1.5.gz\nrmcp-policy.5.gz' ls rmcpd/usr/share/man/man5
exits 0 rmcpctl/usr/bin/rmcpctl config import "$RMCP_TOP/tests/policy/foreign/lact-old.yaml"
# Nobody has to remove the packages of before, which had these files in rmcpd.
has '^rmcpd \(<= ' dpkg-deb --field "$RMCP_DEBS"/rmcpctl_*.deb Replaces
# Policy in README, in manual pages and in examples is what rmcpctl takes with these files.
mkdir both
cp -r rmcpd/. rmcpctl/. both/ # the client looks for the daemon beside it
exits 0 env PATH="$PWD/both/usr/bin:$PATH" "$RMCP_TOP/tests/install/documents" "$RMCP_TOP" both/etc/rmcp both/usr/lib/rmcp \
  both/usr/share/doc/rmcpd
# Everything that has an interface has its page, and the client its completions.
for file in rmcpd/usr/share/man/man8/rmcpd.8.gz rmcpd/usr/share/man/man5/{rmcp-policy,io.github.rmcpd1}.5.gz \
  rmcpctl/usr/share/man/man1/rmcpctl.1.gz rmcpctl/usr/share/bash-completion/completions/rmcpctl \
  rmcpctl/usr/share/zsh/vendor-completions/_rmcpctl; do
  exits 0 test -s "$file"
done
# The library that ROCm programs load is where nothing finds it by itself, and needs the C library alone.
library=$(cd librmcp-hsa && find . -name 'librmcp-hsa.so')
has '^\./usr/lib/[^/]+/rmcp/librmcp-hsa\.so$' echo "$library"
exits 0 test -s librmcp-hsa/usr/share/doc/librmcp-hsa/README.md.gz
is 'OnLoad OnUnload ' eval "nm -D --defined-only 'librmcp-hsa/$library' | awk '{ printf \"%s \", \$3 }'"
is '[libc.so.6]' eval "readelf --dynamic 'librmcp-hsa/$library' | awk '/NEEDED/{ print \$NF }'"
# The links of README lead to files beside it.
broken_links() {
  local link
  for link in $(grep -o '](\([^):#]*\))' "$RMCP_TOP/README.md" | sed 's/^](//; s/)$//'); do
    compgen -G "rmcpd/usr/share/doc/rmcpd/$link*" >/dev/null || echo "$link"
  done
}
is '' broken_links
# The module has all of its sources and nothing that a build has left, under the version of the project; dkms builds nothing
# of it by itself: 3.0.10 takes "no" for a yes.
version=$(sed -n 's/^project(rmcpd VERSION \([0-9.]*\).*/\1/p' "$RMCP_TOP/CMakeLists.txt")
module=rmcp-devparam-dkms/usr/src/rmcp-devparam-$version
is "$(sources | tr '\0' '\n' | sed -n 's|^\(\./\)\?kernel-patch/devparam/||p' | sed 's/README.md/dkms.conf/' | LC_ALL=C sort)" env LC_ALL=C ls "$module"
for file in main.c policy.c Kbuild Makefile; do exits 0 cmp "$RMCP_TOP/kernel-patch/devparam/$file" "$module/$file"; done
is "$version" bash -c '. "$0"; echo "$PACKAGE_VERSION$AUTOINSTALL"' "$PWD/$module/dkms.conf"
is '' grep -r @VERSION@ rmcp-devparam-dkms
is '' eval "printf '/etc/kernel/%s/10-rmcp-devparam\n' header_postinst.d postinst.d postrm.d | comm -3 - rmcp-devparam-dkms/DEBIAN/conffiles"
