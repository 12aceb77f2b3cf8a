# machine: rx6600
# policy: inside
# What is there at start gets its policy; a later event that changes nothing writes nothing.
card=0000:03:00.0
is applied state $card
is high value $card power_dpm_force_performance_level
is 97000000 value $card hwmon/power1_cap
has '"HSA_ENABLE_SDMA": "0"' rmcpctl show $card --json
has '"last_reason": "coldplug"' rmcpctl show $card --json
before=$(rmcpctl show $card --json)
rmcp-machine event change $card
sleep 0.3
is "$before" rmcpctl show $card --json
has 'nothing to change' rmcpctl plan
exits 0 rmcpctl plan --exit-code
