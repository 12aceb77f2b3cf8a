# machine: rx6600-egpu-rx7900xtx
# policy: two
# needs: emulation
# A card goes, and KFD gives the nodes of the others new numbers without a word: what is shown of them is true all the same.
card=0000:03:00.0
egpu=0000:3f:00.0
# kfd_nodes DEVICE: their numbers, as shown.
kfd_nodes() { rmcpctl show "$1" --json=short | grep -oE '"kfd_nodes":\[[^]]*\]' | grep -oE '"node":[0-9]+' | cut -d: -f2 | paste -sd' '; }
has_nodes() { [ "$(kfd_nodes "$1")" = "$2" ]; }
becomes $card applied
becomes $egpu applied
is 1 kfd_nodes $card
is 2 kfd_nodes $egpu
rmcp-machine unbind $card
eventually has_nodes $egpu 1
rmcp-machine bind $card amdgpu
eventually has_nodes $card 2
is 1 kfd_nodes $egpu
rmcp-machine unplug $egpu
eventually has_nodes $card 1
becomes $card applied
