# machine: rx6600 rx5500xt-vfio
# A card on amdgpu for which KFD has made no node: inspect says why, as far as this user may see it.
card=0000:0a:00.0
asked=(rmcpctl inspect --device "$card" -- true)

has 'no computing on this card: the card is bound to the driver vfio-pci' "${asked[@]}"
rmcp-machine unbind $card
rmcp-machine bind $card amdgpu
eventually shows 'KFD asks for PCIe atomics up to the root port' "${asked[@]}"
has 'MEC firmware from 145 on does without' "${asked[@]}"
has '"why_no_kfd_node": "KFD asks for PCIe atomics' rmcpctl --json inspect --device $card -- true
has 'KFD has no node for it' rmcpctl run $card -- true
hasnt 'no computing' rmcpctl inspect --device 0000:03:00.0 -- true
