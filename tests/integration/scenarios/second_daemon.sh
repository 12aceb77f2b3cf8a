# machine: rx6600
# policy: inside
# A second daemon says so and ends before it has touched anything.
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
exits 1 timeout 5 "$rmcpd"
has 'another rmcpd' timeout 5 "$rmcpd"
is applied state 0000:03:00.0
