# machine: rx6600
# policy: two
# needs: emulation
# An alias and the settings that ask for it follow the card to another port; a card that is gone is remembered.
egpu=0000:3f:00.0 elsewhere=0000:45:00.0
policy 30-names <<'X'
format = 1
[[device]]
match = { unique_id = "5a2c91d07be4f318" }
alias = "egpu"
[[rule]]
name = "the box"
match = { alias = "egpu" }
environment.WHERE = "box"
X
exits 0 rmcpctl reload
hasnt absent rmcpctl list --all
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait egpu --timeout=10
has "^● egpu .* $egpu, external" rmcpctl list
has '"alias": "egpu"' rmcpctl show $egpu --json
has '"WHERE": "box"' rmcpctl show egpu --json
is applied state $egpu
eventually rmcpctl plan egpu --exit-code
has "^● egpu .* $egpu, external" rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" --offline list
# Gone: remembered, also over a restart, and no DEVICE any more.
rmcp-machine unplug $egpu
eventually sh -c "rmcpctl list --all | grep -q '^○ egpu .* absent .*$egpu, last seen 2.*, applied'"
hasnt egpu rmcpctl list
exits 4 rmcpctl show egpu
rmcp-machine daemon restart
has "^○ egpu .* absent " rmcpctl list --all
has "^○ egpu .* absent " rmcpctl --offline list --all
# Another port: the same card with the same settings, and only once.
folder=$(dirname "$RMCP_MACHINE_POLICY")
ln -s "$machines/cards" "$folder/cards"
sed "s/$egpu/$elsewhere/" "$machines/egpu-rx7900xtx.toml" >"$folder/elsewhere.toml"
rmcp-machine plug "$folder/elsewhere.toml"
exits 0 rmcpctl wait egpu --timeout=10
has "^● egpu .* $elsewhere, external" rmcpctl list
has '"WHERE": "box"' rmcpctl show $elsewhere --json
hasnt absent rmcpctl list --all
# A damaged memory is put aside.
rmcp-machine daemon stop
known=$(find "$folder" -name known-devices.json)
is 1 grep -c 5a2c91d07be4f318 "$known"
echo '{' >"$known"
rmcp-machine daemon start
becomes $elsewhere applied
exits 0 test -e "$known.damaged"
has '5a2c91d07be4f318' cat "$known"
