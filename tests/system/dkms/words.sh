# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# words.sh SCENARIO: boots a container with one kernel, runs the scenario in this shell, and says how it went. Below /kernels
# are packages, in old those of the kernel that is there and in new those of the next one; below /debs the one under test.
set +e
scenario=$1
# shellcheck source=tests/support/words.sh
. "$RMCP_TOP/tests/support/words.sh"
# shellcheck disable=SC2034 # for scenarios
old=$(cat "$RMCP_WORK/kernels/old/version")
# shellcheck disable=SC2034
new=$(cat "$RMCP_WORK/kernels/new/version")
# shellcheck disable=SC2034
version=$(dpkg-deb --field "$RMCP_DEBS"/rmcp-devparam-dkms_*.deb Version | sed 's/-[^-]*$//')
# shellcheck disable=SC2034
notes=/var/lib/rmcp-devparam

# apt as people run it; the network is not there, and not needed.
apt() { inside apt-get -q -y --no-install-recommends "$@" 2>&1 | tr -d '\r'; }
install_package() { exits 0 apt install "$(package)"; }
package() { (cd "$RMCP_DEBS" && printf '/debs/%s\n' rmcp-devparam-dkms_*.deb); }
packages() { (cd "$RMCP_WORK/kernels" && printf '/kernels/%s\n' "$1"/*.deb); } # old|new
image() { packages "$1" | grep /linux-image; }
headers() { packages "$1" | grep -v /linux-image; }
# -> what apt says. With old it is a kernel that comes again after its removal.
# shellcheck disable=SC2046 # each is a word
install_kernel() { apt install $(packages "$1"); } # old|new
install_image() { apt install "$(image new)"; }
# shellcheck disable=SC2046
install_headers() { apt install $(headers new); }

modules() { inside find /lib/modules/ -path '*/updates*' -name '*.ko*'; }
plain() { # TEXT -> regular expression
  local text=${1//./[.]}
  echo "${text//+/[+]}"
}
has_module() { # KERNEL: built for it, found by modprobe, signed
  local kernel
  kernel=$(plain "$1")
  has "^/lib/modules/$kernel/updates/dkms/rmcp_devparam.ko" inside modinfo -k "$1" -F filename rmcp_devparam
  has "^$kernel " inside modinfo -k "$1" -F vermagic rmcp_devparam
  has 'DKMS module signing key' inside modinfo -k "$1" -F signer rmcp_devparam
  exits 1 inside test -e "$notes/$1.failed"
  exits 1 inside test -e "$notes/$1.log"
}
has_no_module() { # KERNEL
  is '' inside find "/lib/modules/$1" -name '*rmcp*'
  hasnt rmcp inside grep -rs rmcp "/lib/modules/$1/modules.dep"
  is '' inside find /var/lib/dkms -name "*$1*"
}
# shellcheck disable=SC2016 # dpkg's
status_of() { inside dpkg-query --show --showformat='${db:Status-Abbrev}' "$1"; } # PACKAGE
# The kernel's package is configured and none of its files, amdgpu among them, has changed; modprobe finds that amdgpu.
is_as_shipped() { # KERNEL
  local amdgpu
  amdgpu=modules/$(plain "$1")/kernel/drivers/gpu/drm/amd/amdgpu/amdgpu.ko
  is 'ii ' status_of "linux-image-$1"
  is '' inside dpkg --verify "linux-image-$1"
  has "^/lib/$amdgpu" inside modinfo -k "$1" -F filename amdgpu
  has "/lib/$amdgpu" inside cat "/var/lib/dpkg/info/linux-image-$1.list"
  exits 0 inside test -s "/boot/initrd.img-$1"
  is '' inside dpkg --audit
}
in_image() { inside lsinitramfs "/boot/initrd.img-$1"; } # KERNEL -> files

# What rmcpd writes where policy has parameters for single cards.
wants_module() { inside sh -c 'echo "softdep amdgpu pre: rmcp_devparam" >/etc/modprobe.d/rmcp.conf'; }

start_container "$RMCP_WORK/kernels/root" --bind-ro="$(realpath "$RMCP_WORK/kernels"):/kernels" --bind-ro="$RMCP_DEBS:/debs" || exit 1
run_scenario_file
[ "$failures" -eq 0 ] || inside sh -c 'tail -n +1 /var/lib/rmcp-devparam/* /var/log/dpkg.log' 2>&1 | sed 's/^/inside: /'
power_off
[ "$failures" -eq 0 ] || exit 1
