# machine: rx6600
# A device that leaves between two questions of a command does not exist: status 4, one message.
card=0000:03:00.0
rmcp-machine daemon stop
rmcp-liar empty GetManagedObjects >"$RMCP_MACHINE_ROOT/heard" & # it finds the device, and then has none
eventually grep -q ready "$RMCP_MACHINE_ROOT/heard"
for verb in show status plan verify users env rebind eject; do
  exits 4 rmcpctl $verb $card
  has "^rmcpctl: $card: the device left$" rmcpctl $verb $card
done
exits 4 rmcpctl run $card -- true
kill %1
