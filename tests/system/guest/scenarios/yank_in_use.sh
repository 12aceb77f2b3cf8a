# A card is pulled out while a program has its render node open
egpu=0001:0a:00.0
policy_for_both
plug_egpu $egpu
becomes $egpu applied
exec 9<>"$(render_node $egpu)"
yank $egpu
eventually unlisted $egpu

# The program still holds the old node: the new one has another name, and is the one that is shown.
plug_egpu $egpu
becomes $egpu applied
has "$(basename "$(render_node $egpu)")" rmcpctl show $egpu
exec 9>&-
exits 0 rmcpctl apply $egpu
