# policy: ../../golden/policy
# options: --no-daemon
# needs: emulation
# On every machine, with all that its cards support: applied once there is nothing left to do, and reverted everything
# is as it was.
offline_plan() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline plan; }
before=$(offline_plan)
rmcp-machine daemon start
exits 0 rmcpctl wait --timeout=20
exits 0 rmcpctl plan --exit-code
for card in $(rmcpctl list --json=short | grep -o '"address":"[^"]*"[^}]*"driver":"amdgpu"' | cut -d'"' -f4); do
  exits 0 rmcpctl set "$card" runtime_pm=auto
  is auto value "$card" power/control
  exits 0 rmcpctl unset "$card" runtime_pm
  is on value "$card" power/control
done
rmcpctl verify >/dev/null
hasnt 'not applied yet|changed by another program' rmcpctl verify
rmcpctl revert >/dev/null
rmcp-machine daemon stop
# Of a card that slept nobody knew what was there.
[[ $before == *suspended* ]] || is "$before" offline_plan
