# machine: rx6900xt
# needs: emulation
# unique_id cannot be read in a reset. A card that was known before stays the one it was, with its hold and its originals; one
# that was not is left alone until it says who it is.
card=0000:0c:00.0
level=power_dpm_force_performance_level
stable_id() { rmcpctl show $card --json=short | grep -oE '"stable_id":("[^"]*"|null)'; }
policy 20-level <<'END'
format = 1
[[rule]]
name = "level"
[rule.attribute]
power_dpm_force_performance_level = "high"
END
exits 0 rmcpctl reload
becomes $card applied
named=$(stable_id)
has '"uid-' stable_id

# A revert that the driver refuses is no revert, and is finished when it can be.
rmcp-machine reset $card begin
exits 1 rmcpctl revert --keep $card
is "$named" stable_id
is degraded state $card
rmcp-machine reset $card end
within 20 has_value $card $level auto
becomes $card held

# The hold is that of the card, also while it cannot say so and the daemon is another one.
rmcp-machine emulate $card unique_id read=EPERM
rmcp-machine event change $card
rmcp-machine daemon restart
becomes $card held
is "$named" stable_id
is auto value $card $level

# Of the next binding nobody knows who it is: nothing of it is read or written, and READY comes all the same.
rmcp-machine daemon stop
rmcp-machine unbind $card
rmcp-machine bind $card amdgpu
rmcp-machine reset $card begin
rmcp-machine daemon start
eventually shows 'unique_id cannot be read yet' rmcpctl list
is settling state $card
has null stable_id
exits 1 rmcpctl apply $card
has 'settling: unique_id cannot be read yet' rmcpctl apply $card
rmcp-machine reset $card end
becomes $card held
is "$named" stable_id
