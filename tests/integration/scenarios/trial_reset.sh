# machine: rx6900xt
# needs: emulation
# The time of a trial ends while the GPU is being reset, when amdgpu refuses every access, unique_id included. Nothing tells
# of the end of the reset, and still the values from before come back, also under a daemon that was started meanwhile.
card=0000:0c:00.0
committed() { value "$card" pp_od_clk_voltage:committed; }
trial() { rmcpctl show "$1" --json=short | grep -oE '"trial":("[a-z]*"|null)'; }
try_out() {
  policy 20-clocks <<END
format = 1
[[rule]]
name = "clocks"
[rule.overdrive]
core_clock_max = "$1 MHz"
END
  exits 0 rmcpctl reload
  exits 0 rmcpctl apply --revert-after=5s
  has "1: $1Mhz" committed
}
try_out 2300
before=$(committed)
rmcp-machine reset $card begin
eventually shows undoing trial $card
within 20 shows 'being taken back: .*EPERM' rmcpctl list
is degraded state $card
exits 1 rmcpctl confirm $card
has 'not confirmed in time' rmcpctl confirm $card
is "$before" committed
rmcp-machine reset $card end
within 30 shows null trial $card
hasnt '1: 2300Mhz' committed
becomes $card taken-back
has 'taken-back .*it was not confirmed in time' rmcpctl status $card

# With EBUSY, as newer kernels answer, and the daemon dies in between.
try_out 2250
rmcp-machine reset $card begin EBUSY
eventually shows undoing trial $card
rmcp-machine daemon kill
rmcp-machine daemon start
within 20 shows undoing trial $card
rmcp-machine reset $card end
within 30 shows null trial $card
hasnt '1: 2250Mhz' committed
exits 1 rmcpctl confirm $card
