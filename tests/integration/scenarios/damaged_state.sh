# machine: rx6600-egpu-rx7900xtx
# policy: inside
# Damaged notes take nothing along that is valid, and remove nothing: options of a card that is away stay.
card=0000:03:00.0 egpu=0000:3f:00.0
file=$RMCP_MACHINE_ROOT/modprobe.d/rmcp.conf
state=$RMCP_MACHINE_ROOT/state known=$RMCP_MACHINE_ROOT/state/known-devices.json
options() { tail -n 1 "$file"; }
policy 20-egpu <<'END'
format = 1
[[rule]]
name = "egpu"
match = { external = true }
[rule.parameter]
noretry = 1
END
exits 0 rmcpctl reload
eventually test -e "$file"
becomes $egpu pending
rmcp-machine unplug $egpu
eventually shows "$egpu .*absent" rmcpctl list --all
is 'options amdgpu noretry=1' options

# As an older version wrote it: without a key, for any of the cards.
rmcp-machine daemon stop
sed -i '/"boot_vga"/d; /"apu"/d' "$known"
rmcp-machine daemon start
becomes $card applied
sleep 0.3
is 'options amdgpu noretry=1' options
has "$egpu .*absent" rmcpctl list --all
hasnt damaged rmcpctl status
exits 1 test -e "$known.damaged"

# One card's entry is spoilt: the other is still known, it is told, and kept beside.
rmcp-machine daemon stop
sed -i "s/\"$card\"/7/" "$known"
rmcp-machine daemon start
becomes $card applied
has "$egpu .*absent" rmcpctl list --all
has "known-devices.json: damaged: address" rmcpctl status
has "known-devices.json: damaged: address" cat "$RMCP_MACHINE_LOG"
is 'options amdgpu noretry=1' options
exits 0 test -e "$known.damaged"
rm "$known.damaged"

# All of it is lost: who can tell what the cards were that are away?
rmcp-machine daemon stop
printf '{"devi' >"$known"
rmcp-machine daemon start
becomes $card applied
eventually shows "rmcp.conf: options stay for cards that may be in $known.damaged" rmcpctl kernel
is 'options amdgpu noretry=1' options
hasnt "$egpu" rmcpctl list --all
# Until policy does not have it any more, or somebody who knows says so.
rm "$known.damaged"
gone() { [ ! -e "$file" ]; }
exits 0 rmcpctl reload
eventually gone

# Notes about the card: none keeps it from being handled, and each is told.
exits 0 rmcpctl revert --keep $card
key=$(ls "$state/held")
exits 0 rmcpctl apply $card
rmcp-machine daemon stop
for folder in probation consent trials; do
  mkdir -p "$state/$folder"
  echo '{"boot_id": 5, "unclean_boots": "x", "approved": 7, "tried": {}}' >"$state/$folder/$key.json"
done
rmcp-machine daemon start
eventually shows "consent/$key.json: damaged: approved" rmcpctl status
has "trials/$key.json: damaged: boot_id" rmcpctl status
exits 0 rmcpctl apply $card
becomes $card applied
