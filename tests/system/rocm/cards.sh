# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# One card of each GPU that a sibling's code could run on, and some that it cannot.

# gfx, PCI device of one that has it (amdgpu's and Debian's pci.ids), GC block of its IP discovery
card_table='gfx900 687f 9.0.1
gfx902 15dd 9.1.0
gfx906 66af 9.4.0
gfx90c 1638 9.3.0
gfx1010 731f 10.1.10
gfx1011 7360 10.1.2
gfx1012 7340 10.1.1
gfx1030 73bf 10.3.0
gfx1031 73df 10.3.2
gfx1032 73ff 10.3.4
gfx1033 163f 10.3.1
gfx1034 743f 10.3.5
gfx1035 1681 10.3.3
gfx1036 164e 10.3.6
gfx1100 744c 11.0.0
gfx1101 747e 11.0.3
gfx1102 7480 11.0.2
gfx1103 15bf 11.0.1'

all_gfx() { cut -d' ' -f1 <<<"$card_table"; }

address_of() { # GFX
  printf '0000:%02x:00.0\n' $((15 + $(all_gfx | grep -nx "$1" | cut -d: -f1)))
}

# "gfx90c" -> 90012, as KFD prints it
target_version() { # GFX
  local digits=${1#gfx}
  printf '%d%02d%02d\n' "${digits%??}" "0x${digits: -2:1}" "0x${digits: -1}"
}

write_machine() {
  local gfx id gc index=0
  printf 'name = "siblings"\ncpus = [16]\n'
  while read -r gfx id gc; do
    printf '[[gpu]]\naddress = "%s"\nid = "1002:%s"\ngc = "%s"\ncard = %d\nrender = %d\n' \
      "$(address_of "$gfx")" "$id" "$gc" $index $((128 + index))
    printf 'drm = { vram = 8573157376, gtt = 8330293248, compute_units = 28 }\nexpect = { gfx = "%s" }\n' "$gfx"
    printf 'kfd = { gpu_id = %d, gfx_target_version = %d, name = "%s", simd_count = 56 }\n' \
      $((1000 + index)) "$(target_version "$gfx")" "$gfx"
    printf 'attributes = { power_dpm_force_performance_level = "auto" }\n'
    index=$((index + 1))
  done <<<"$card_table"
}
