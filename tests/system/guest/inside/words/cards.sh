# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words about cards: what sysfs says of them, and their illnesses.
illness=/sys/kernel/amdgpu_test/control

# The cards of most scenarios.
plug_rx6600() { plug "$1" 1002:73ff subsystem=1458:2334 revision=c7; }
plug_egpu() { plug "$1" 1002:744c subsystem=1da2:e471 revision=c8 removable=yes; }

# make ADDRESS fail OPERATION ERRNO [times=N]; make ADDRESS block OPERATION SECONDS; make ADDRESS attach OPERATION OTHER;
# attach-from-worker is like attach: see modules/amdgpu/README.md
make() { echo "$2 $1 ${*:3}" >"$illness" || fail "make $*"; }
cure_all() { [ ! -e "$illness" ] || echo clear >"$illness"; }
hits() { cat "${illness%control}hits"; }

path() { # ADDRESS ATTRIBUTE; hwmon/NAME means whatever number it has
  local device=/sys/bus/pci/devices/$1
  case $2 in
    hwmon/*) echo "$device"/hwmon/hwmon*/"${2#hwmon/}" ;;
    *) echo "$device/$2" ;;
  esac
}
value() { cat "$(path "$1" "$2")"; } # ADDRESS ATTRIBUTE
has_value() { [ "$(value "$1" "$2")" = "$3" ]; }
put() { echo "$3" >"$(path "$1" "$2")"; } # ADDRESS ATTRIBUTE VALUE
driver() { basename "$(readlink "/sys/bus/pci/devices/$1/driver")"; }
render_node() { echo "/dev/dri/$(basename "/sys/bus/pci/devices/$1"/drm/renderD*)"; }
asleep() { [ "$(value "$1" power/runtime_status)" = suspended ]; }

load_driver() { modprobe amdgpu; }
# With everything that it has brought: afterwards the kernel has no DRM.
unload_driver() { modprobe --remove amdgpu && modprobe --remove --quiet drm_kms_helper drm; }

# Which amdgpu is found: the kernel's own or the stand-in. Neither may be loaded.
use_index() { # FOLDER
  cp "$1"/modules.* "/lib/modules/$(uname -r)/" && udevadm control --reload || fail "use_index $1"
}
use_real_amdgpu() {
  test_index=$(mktemp -d)
  cp "/lib/modules/$(uname -r)"/modules.* "$test_index"
  use_index /usr/local/lib/rmcpd-test/real-amdgpu
}
use_test_amdgpu() { use_index "$test_index"; }
