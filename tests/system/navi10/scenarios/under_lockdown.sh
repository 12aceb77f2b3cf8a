# In lockdown an unsigned module is refused, with the kernel's reason, and Debian's signed driver goes on without it
# guest: own
card=0001:03:00.0
policy "$card/noretry=1"
plug_navi10 $card
is 1 chose $card

# As Secure Boot does from the start. There is no way back.
mount -t securityfs securityfs /sys/kernel/security
echo integrity >/sys/kernel/security/lockdown
has '\[integrity\]' cat /sys/kernel/security/lockdown
unload_devparam
exits 1 load_devparam
has 'Lockdown: modprobe: unsigned module loading is restricted' kernel_log

bind $card
is "$noretry_default" chose $card
unload_driver
load_driver
clear_slots
plug_navi10 $card
is "$noretry_default" chose $card
has "amdgpu $card: (amdgpu: )?Fatal error during GPU init" probe_log $card
