# Clients that ask all the time see a service that restarts as absent at worst, and never a wrong answer.
high_policy
enable_now
inside sh -c 'mkdir /tmp/asked; touch /tmp/asked/go
  for client in 1 2 3; do
    while [ -e /tmp/asked/go ]; do
      rmcpctl list --json=short >/tmp/asked/$client.last 2>&1; echo $? >>/tmp/asked/$client
    done &
  done
  wait' &
load=$!
eventually inside test -s /tmp/asked/3
# systemd counts these, and those by the bus in between: five in ten seconds are too many.
for _ in 1 2 3 4 5; do
  exits 0 inside systemctl reset-failed rmcpd
  exits 0 inside systemctl restart rmcpd
done
inside rm /tmp/asked/go
wait $load
# 0 answered; 6 not reachable, as it was going down. Anything else is a wrong answer or a crash.
is '' inside sh -c 'cat /tmp/asked/[123] | grep -vx -e 0 -e 6 | sort | uniq -c'
answered=$(inside sh -c 'cat /tmp/asked/[123] | grep -cx 0')
[ "$answered" -ge 15 ] || fail "only $answered calls were answered"
is active inside systemctl is-active rmcpd
becomes "$card" applied
is 0 unit NRestarts
