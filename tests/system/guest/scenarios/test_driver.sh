# The stand-in for amdgpu behaves like the real driver where rmcpd touches it
card=0001:03:00.0
systemctl stop rmcpd
plug_rx6600 $card
is amdgpu driver $card
attempt() { put $card "$1" "$2" 2>&1; }
has 'Invalid argument' attempt power_dpm_force_performance_level warp
is auto value $card power_dpm_force_performance_level
has 'Invalid argument' attempt pp_power_profile_mode 5
has 'Invalid argument' attempt pp_dpm_sclk '0 1'
put $card power_dpm_force_performance_level manual
put $card pp_power_profile_mode 5
has '5 +COMPUTE\*' value $card pp_power_profile_mode
put $card pp_dpm_sclk '0 1'
has '1: 1000Mhz \*' value $card pp_dpm_sclk
has 'Invalid argument' attempt pp_dpm_sclk '7'
has 'Invalid argument' attempt hwmon/power1_cap 121000000
has 'Invalid argument' attempt hwmon/power1_cap 0
put $card hwmon/power1_cap 95999999
is 95000000 value $card hwmon/power1_cap
is '10 3 4' echo "$(value $card ip_discovery/die/0/GC/0/major)" "$(value $card ip_discovery/die/0/GC/0/minor)" "$(value $card ip_discovery/die/0/GC/0/revision)"
exits 1 test -e /sys/bus/pci/devices/$card/unique_id

is 644 stat -c %a /sys/module/amdgpu/parameters/noretry
is 444 stat -c %a /sys/module/amdgpu/parameters/ppfeaturemask
is 0xfff7bfff cat /sys/module/amdgpu/parameters/ppfeaturemask

# The kernel's own words: a program that writes to the log cannot make these.
make $card log page-fault
has "^kern +:err .*amdgpu $card: amdgpu: \[gfxhub\] page fault \(src_id:0 ring:24 vmid:8 pasid:[0-9]+\)" dmesg --decode
make $card log line 'amdgpu: ring comp_1.0.0 timeout, but soft recovered'
has "amdgpu $card: amdgpu: ring comp_1.0.0 timeout, but soft recovered" kernel_log

# A read can fail as well, so many times.
make $card fail read:pp_dpm_mclk EBUSY times=1
has 'busy' value $card pp_dpm_mclk
has '0: 100Mhz' value $card pp_dpm_mclk

# It sleeps when nothing uses it, and wakes for a question to the hardware only.
put $card power/autosuspend_delay_ms 100
eventually asleep $card
put $card power/autosuspend_delay_ms 60000
value $card mem_info_vram_total >/dev/null
is suspended value $card power/runtime_status
value $card hwmon/temp1_input >/dev/null
is active value $card power/runtime_status
restart_daemon
