# An external card is ejected: the kernel lets it go, and a rescan of the bus brings it back to its policy
egpu=0001:0a:00.0
policy_for_both
plug_egpu $egpu
becomes $egpu applied
# While a program has its render node open, it stays.
exec 9<>"$(render_node $egpu)"
exits 1 rmcpctl eject $egpu
has 'in use by' rmcpctl eject $egpu
exec 9>&-
has 'can be unplugged' rmcpctl eject $egpu
eventually unlisted $egpu
[ ! -e /sys/bus/pci/devices/$egpu ] || fail "the function is still there"
has absent rmcpctl list --all
echo 1 >/sys/bus/pci/rescan
becomes $egpu applied
