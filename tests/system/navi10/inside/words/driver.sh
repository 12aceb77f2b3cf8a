# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Words about the driver: what it has been given, and what it has made of it.
# shellcheck disable=SC2034,SC2154 # for scenarios; slots: of guest/inside/words/slots.sh
IFS=.-+ read -r major minor _ <<<"$(uname -r)"
kernel=$((major * 100 + minor))

# What the driver makes of noretry=-1 for a Navi10: retries up to 10.1.x on 6.1 and 6.12, none from 10.1.0 on since 7.2
# (amdgpu_gmc.c:amdgpu_gmc_noretry_set).
noretry_default=$((kernel >= 702))

# discovery=2: the list of blocks from a file, as there is no VRAM that has it. Newer drivers want the firmware of blocks
# before they decide (amdgpu_device_ip_early_init): the mask leaves the first ones, which have none.
load_driver() {
  if [ $kernel -lt 612 ]; then modprobe amdgpu discovery=2; else modprobe amdgpu discovery=2 ip_block_mask=0x7; fi
}
unload_driver() { modprobe -r amdgpu; }

parameter() { cat "/sys/module/amdgpu/parameters/$1"; }
parameters() { grep . /sys/module/amdgpu/parameters/*; }

# A card as its firmware leaves it. BIOS_SCRATCH_7 says that the VBIOS has run (ATOM_S7_ASIC_INIT_COMPLETE_MASK, asked by
# amdgpu_atombios_scratch_need_asic_init): else the driver would run the stub's empty tables. 7.x waits for the memory's
# size and for MP0's C2PMSG_33 as well (amdgpu_discovery_get_tmr_info).
registers="register=5:1c:200"
[ $kernel -lt 700 ] || registers+=" register=5:378c:40 register=5:58184:80000000"

plug_navi10() { # ADDRESS
  echo "rmcpd-test: $1 comes" >/dev/kmsg
  # shellcheck disable=SC2086 # words
  plug "$1" 1002:731f subsystem=1da2:e411 revision=c1 bar0=16M,64,prefetch bar2=2M,64,prefetch bar5=512K $registers
}
# Its config space reads ones. Not out of the slots' own list, which cannot be had while a card is on its way.
is_lost() { [ "$(od -An -tx1 -N 2 "/sys/bus/pci/devices/$1/config")" = ' ff ff' ]; } # ADDRESS
bind() { # ADDRESS; the probe ends by an error, and so does this
  echo "rmcpd-test: $1 comes" >/dev/kmsg
  echo "$1" >/sys/bus/pci/drivers/amdgpu/bind 2>/dev/null
}

# The log of the last probe of a card; of one card only when no other one was probed at the time.
probe_log() { # ADDRESS
  kernel_log | awk -v card="$1" '
    /rmcpd-test: .* comes$/ { on = $(NF - 1) == card; if (on) text = "" }
    on { text = text $0 "\n" }
    END { printf "%s", text }'
}

# gmc.noretry, as amdgpu_gmc_noretry_set has made it. A line for each probe.
chosen() { kernel_log | sed -n "s/.*amdgpu_observer: $1 noretry //p"; } # ADDRESS
chose() { chosen "$1" | tail -n 1; }

# Its blocks, in order, as amdgpu_device_ip_block_add names them.
blocks() { probe_log "$1" | sed -n 's/.* ip block number [0-9]* <\(.*\)>.*/\1/p' | tr '\n' ' '; }
