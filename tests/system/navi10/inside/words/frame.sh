# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What is before and after every scenario.
# shellcheck disable=SC2154 # slots: of guest/inside/words/slots.sh

# The observer is to hear of the driver, and the driver of cards that come.
load_bed() {
  modprobe amdgpu_observer
  load_driver
  modprobe virtual_pci window32=0x20000000,0x14000000
}

# No card, the driver without a parameter of ours, the module under test with no policy.
start_clean() {
  [ ! -e "$slots" ] || clear_slots
  give_firmware_again
  load_bed
  load_devparam
  policy ''
  parameters_were=$(parameters)
}

# Whatever was done: the driver has all its values back, and the kernel has not suffered.
after_scenario() {
  clear_slots
  is "$parameters_were" parameters
  hasnt 'amdgpu_observer: (missed|no probe|the offsets)' kernel_log
  kernel_is_sound
}
