# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words that hold a probe where it asks for the list of its blocks (amdgpu_discovery_read_binary_from_file). The file is
# away, and request_firmware waits for someone who gives it: the kernel's own way (CONFIG_FW_LOADER_USER_HELPER,
# Documentation/driver-api/firmware/fallback-mechanisms.rst), for a minute at most.
discovery_file=/lib/firmware/amdgpu/ip_discovery.bin
fallback=/proc/sys/kernel/firmware_config/force_sysfs_fallback

withhold_firmware() {
  mv "$discovery_file" "$discovery_file.away"
  echo 1 >"$fallback"
}
give_firmware_again() {
  [ ! -e "$discovery_file.away" ] || mv "$discovery_file.away" "$discovery_file"
  echo 0 >"$fallback"
}

# Two requests for one file are one request (alloc_lookup_fw_priv): of two identical cards only the first can be let go.
request_of() { echo "/sys/bus/pci/devices/$1/firmware"/*; }
is_held() { [ -e "$(request_of "$1")/loading" ]; } # ADDRESS
let_go() {                                         # ADDRESS
  local request
  request=$(request_of "$1")
  echo 1 >"$request/loading"
  cat "$discovery_file.away" >"$request/data"
  echo 0 >"$request/loading"
}
let_fail() { echo -1 >"$(request_of "$1")/loading"; } # ADDRESS
