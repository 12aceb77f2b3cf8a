# machine: rx6600
# policy: profiles
# What is set at run time stands above the files, is checked like them, and goes away when it is unset.
card=0000:03:00.0
exits 0 rmcpctl set $card power_cap=95W
is 95000000 value $card hwmon/power1_cap
has 'power_cap +95 W +applied +override' rmcpctl status $card
# Everything is checked before anything is kept.
exits 2 rmcpctl set $card runtime_pm=on power_cap=20kW
has "power_cap: '20kW' is not a power" rmcpctl set $card runtime_pm=on power_cap=20kW
has "runtime_pm: 'off' is not one of on, auto" rmcpctl set $card runtime_pm=off
has "did you mean 'attribute.power_cap'" rmcpctl set $card attribute.powercap=95W
has 'LD_PRELOAD makes programs load code' rmcpctl set $card LD_PRELOAD=/tmp/x.so
is auto value $card power/control
# What the card cannot have is kept, and said.
exits 1 rmcpctl set $card power_cap=1W
has "stays set, and is tried again; .rmcpctl unset $card. takes it away" rmcpctl set $card power_cap=1W
has 'below the card.s minimum' rmcpctl status $card
# It outlives a restart, and a transient one stands above a kept one.
exits 0 rmcpctl set $card power_cap=96W --keep
exits 0 rmcpctl set $card power_cap=95W
rmcp-machine daemon restart
becomes $card applied
is 95000000 value $card hwmon/power1_cap
# A hold is a hold.
exits 0 rmcpctl revert $card
exits 1 rmcpctl set $card power_cap=97W
has "is held: .rmcpctl apply $card. goes on" rmcpctl set $card power_cap=97W
is 100000000 value $card hwmon/power1_cap
is held state $card
exits 0 rmcpctl apply $card
is 97000000 value $card hwmon/power1_cap
# Variables are published only.
exits 0 rmcpctl set $card HSA_ENABLE_SDMA=0
has '"HSA_ENABLE_SDMA":"0"' rmcpctl show $card --json=short
has "No longer set at run time: attribute.power_cap, environment.HSA_ENABLE_SDMA" rmcpctl unset $card
hasnt override rmcpctl status $card
has '"HSA_ENABLE_SDMA":"1"' rmcpctl show $card --json=short
has 'nothing was set at run time' rmcpctl unset $card
has 'power_cap: was not set' rmcpctl unset $card power_cap
exits 0 rmcpctl unset $card
exits 0 rmcpctl unset $card power_cap
exits 2 rmcpctl unset $card no_such
has "did you mean 'power_cap'" rmcpctl set $card powercap=95W
# A profile chosen at run time.
exits 2 rmcpctl use $card none-such
has "profile 'none-such' does not exist" rmcpctl use $card none-such
has "did you mean 'eager'" rmcpctl use $card eagr
exits 0 rmcpctl use $card eager
is 95000000 value $card hwmon/power1_cap
is high value $card power_dpm_force_performance_level
has 'Used: eager' rmcpctl status $card
has 'No longer set at run time: profile eager' rmcpctl unset $card
hasnt Used: rmcpctl status $card
exits 0 rmcpctl use $card eager
policy 10-profiles <<'END'
format = 1
[[rule]]
name = "inside"
match = { external = false }
[rule.attribute]
power_cap = "97 %"
END
exits 0 rmcpctl reload
eventually has_value $card hwmon/power1_cap 97000000
eventually shows 'Used: eager, which policy no longer has' rmcpctl status $card
exits 0 rmcpctl use $card
hasnt Used: rmcpctl status $card
is auto value $card power_dpm_force_performance_level
is 97000000 value $card hwmon/power1_cap

# A parameter is stored after the reply: what is shown is what has become of it.
exits 1 rmcpctl set $card ppfeaturemask=0xffffffff
has 'ppfeaturemask .*unsupported' rmcpctl set $card ppfeaturemask=0xffffffff
has 'noretry .*pending .*stored, needs' rmcpctl set $card noretry=1
exits 0 rmcpctl unset $card
