# machine: rx6600
# policy: inside
# Where no thread can be started, who asks for something gets an error, and the daemon lives on.
card=0000:03:00.0
becomes $card applied
touch "$RMCP_NO_THREADS"
for _ in 1 2; do
  exits 1 timeout 20 rmcpctl plan
  exits 1 timeout 20 rmcpctl apply
done
exits 0 rmcpctl list
rm "$RMCP_NO_THREADS"
eventually rmcpctl apply
becomes $card applied
exits 0 rmcpctl plan
