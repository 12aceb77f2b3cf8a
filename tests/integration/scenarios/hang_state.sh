# machine: rx6600-egpu-rx7900xtx
# policy: inside
# needs: emulation hang
# The state folder does not answer: a trial is taken back, cards are listed and applied to, the daemon ends and starts.
card=0000:03:00.0 egpu=0000:3f:00.0
folder=$RMCP_MACHINE_ROOT/state
committed() { value "$card" pp_od_clk_voltage:committed; }
policy 20-clocks <<'END'
format = 1
[[rule]]
name = "clocks"
match = { gfx = "gfx1032" }
[rule.overdrive]
core_clock_max = "2400 MHz"
END
exits 0 rmcpctl reload
becomes $card unconfirmed
exits 0 rmcpctl apply --revert-after=5s $card
has '1: 2400Mhz' committed

hang "$folder"
exits 0 timeout 2 rmcpctl list
within 25 shows '1: 2607Mhz' committed
exits 0 timeout 2 rmcpctl list
within 15 shows "$folder is unreachable: no answer for [0-9]+ s" rmcpctl status
exits 0 timeout 20 rmcpctl plan $egpu
exits 0 timeout 2 rmcpctl list
exits 0 rmcp-machine daemon stop
exits 0 rmcp-machine daemon start
exits 0 timeout 2 rmcpctl list
has 'unreachable' rmcpctl status

answer "$folder"
hidden() { ! shows unreachable rmcpctl status; }
within 20 hidden
becomes $card taken-back
becomes $egpu unconfigured
