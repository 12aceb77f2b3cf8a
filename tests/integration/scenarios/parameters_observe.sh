# machine: rx6600
# policy: parameters
# options: --no-daemon
# In observe mode nothing is stored; a risky value is stored neither, unless its rule is trusted.
card=0000:03:00.0
file=$RMCP_MACHINE_ROOT/modprobe.d/rmcp.conf
printf 'format = 1\nmode = "observe"\n' >"$RMCP_MACHINE_POLICY/rmcpd.toml"
rmcp-machine daemon start
becomes $card planned
has 'noretry +-1 -> 1' rmcpctl plan $card
sleep 0.3
[ ! -e "$file" ] || fail "$file is there"
is 9000 cat /sys/module/amdgpu/parameters/queue_preemption_timeout_ms
printf 'format = 1\n' >"$RMCP_MACHINE_POLICY/rmcpd.toml"
policy 10-parameters <<'EOF'
format = 1
[[rule]]
name = "clocks"
[rule.parameter]
dpm = 0
EOF
rmcp-machine daemon restart
becomes $card unconfirmed
[ ! -e "$file" ] || fail "$file is there"
policy 10-parameters <<'EOF'
format = 1
[[rule]]
name = "clocks"
trusted = true
[rule.parameter]
dpm = 0
EOF
exits 0 rmcpctl reload
becomes $card pending
is "options amdgpu dpm=0" tail -n 1 "$file"
