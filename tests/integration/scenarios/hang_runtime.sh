# machine: rx6600-egpu-rx7900xtx
# policy: inside
# needs: hang
# The runtime of a service does not answer: its libraries stay uncovered and it says so. All else goes on.
card=0000:03:00.0
own=$RMCP_MACHINE_ROOT/own
folder=$RMCP_MACHINE_ROOT/run/environment
there() { [ -e "$folder/$1.env" ]; }
mkdir "$own"
touch "$own/libamdhip64.so.6.1"
becomes $card applied
hang "$own"
policy 61-units <<P
format = 1
[[unit]]
name = "mine.service"
devices = ["$card"]
runtime = "$own"
[[unit]]
name = "other.service"
devices = ["$card"]
P
exits 0 timeout 5 rmcpctl reload
exits 0 timeout 2 rmcpctl list
eventually there other.service
exits 0 timeout 5 rmcpctl apply $card
within 15 shows "$own is unreachable: no answer for 5 s" rmcpctl status
exits 0 timeout 5 rmcpctl reload
exits 0 timeout 2 rmcpctl list
exits 0 rmcp-machine daemon stop
exits 0 rmcp-machine daemon start
becomes $card applied
exits 0 there other.service
answer "$own"
within 15 shows 'systemctl restart .*mine.service' cat "$RMCP_MACHINE_LOG"
hidden() { ! shows unreachable rmcpctl status; }
within 15 hidden
