# machine: rx6600-egpu-rx7900xtx
# policy: inside
# needs: emulation hang
# The prefix of a library set does not answer any more: that is the matter of this set and of programs that want it.
card=0000:03:00.0 egpu=0000:3f:00.0
set=$RMCP_MACHINE_ROOT/rocm-test other=$RMCP_MACHINE_ROOT/rocm-other
committed() { value "$card" pp_od_clk_voltage:committed; }
library() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library "$@"; }
for prefix in "$set" "$other"; do
  mkdir -m 755 "$prefix" "$prefix/lib"
  for file in "$RMCP_SHAPES"/whole/lib/*; do install -m 644 "$file" "$prefix/lib"; done
  exits 0 library add "$prefix"
done
policy 20-mine <<'END'
format = 1
[[rule]]
name = "library"
match = { external = true }
library = "rocm-test"
[[rule]]
name = "clocks"
match = { gfx = "gfx1032" }
library = "rocm-other"
[rule.overdrive]
core_clock_max = "2400 MHz"
END
exits 0 rmcpctl reload
becomes $egpu applied
becomes $card unconfirmed
eventually shows '^rocm-test +ok' rmcpctl library

hang "$set"
# Everything that used to look into it: an event, a look at the files for containers, a reload.
rmcp-machine event change $egpu
exits 0 timeout 2 rmcpctl list
exits 0 timeout 5 rmcpctl set $egpu compute.enabled=true
exits 0 timeout 5 rmcpctl apply --revert-after=5s $card
has '1: 2400Mhz' committed
exits 0 timeout 5 rmcpctl reload
exits 0 timeout 2 rmcpctl list
# The trial is over in time.
eventually shows '1: 2607Mhz' committed
within 15 shows '^rocm-test +unreachable' rmcpctl library
exits 0 shows '^rocm-other +ok' rmcpctl library
eventually shows "library set rocm-test: $set is unreachable: no answer for [0-9]+ s" rmcpctl status $egpu
exits 1 rmcpctl env $egpu
exits 0 rmcpctl env $card
# Nothing is piled upon it.
for _ in 1 2 3; do exits 0 timeout 5 rmcpctl reload; done
exits 0 timeout 2 rmcpctl list
exits 0 rmcp-machine daemon stop
exits 0 rmcp-machine daemon start
exits 0 timeout 2 rmcpctl list
becomes $card taken-back
within 15 shows '^rocm-test +unreachable' rmcpctl library
exits 0 shows '^rocm-other +ok' rmcpctl library

# It answers again, and nobody has to say so.
answer "$set"
within 15 shows '^rocm-test +ok' rmcpctl library
becomes $egpu applied
exits 0 rmcpctl env $egpu
