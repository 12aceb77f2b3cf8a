# Without a rule the driver decides by the generation: Navi10 retries on 6.1 and 6.12, and no longer from 7.2 on
card=0001:03:00.0
plug_navi10 $card
is "$noretry_default" chose $card
is -1 parameter noretry
has '(^| )gfx_v10_0' blocks $card
has '(^| )(dm|dce_v)' blocks $card
has "amdgpu $card: (amdgpu: )?Fatal error during GPU init" probe_log $card

# The same without the module under test.
unload_devparam
bind $card
is "$noretry_default" chose $card
load_devparam
