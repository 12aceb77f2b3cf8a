# machine: rx6600
# policy: two
# Who holds a GPU open is shown; an external one is taken off the bus only when nobody does, sound before picture.
egpu=0000:3f:00.0
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait $egpu --timeout=10
path=$(rmcp-machine path $egpu)
[ -e "$path/remove" ] || : >"$path/remove"
sound=${path%.0}.1
mkdir -p "$sound"
echo 0x040300 >"$sound/class"
: >"$sound/remove"
has nobody rmcpctl users $egpu
# Somebody has the render node open.
sleep 60 9<"$UMOCKDEV_DIR/dev/dri/renderD129" &
holder=$!
eventually sh -c "rmcpctl users $egpu | grep -q sleep"
has "\"pid\": $holder" rmcpctl users $egpu --json
exits 1 rmcpctl eject $egpu
has "$egpu: in use by sleep \($holder\)" rmcpctl eject $egpu
kill $holder
wait $holder 2>/dev/null
# A screen is connected to it.
connector=$path/drm/card1/card1-DP-1
mkdir -p "$connector"
echo connected >"$connector/status"
echo enabled >"$connector/enabled"
has 'in use: it drives a display on DP-1' rmcpctl eject $egpu
echo disconnected >"$connector/status"
is "" cat "$path/remove"
# A card that is not external, and one that is not there.
has 'not an external card' rmcpctl eject 0000:03:00.0
exits 4 rmcpctl eject 77:00.0
exits 2 rmcpctl eject
exits 2 rmcpctl -H box eject $egpu
has "$egpu can be unplugged" rmcpctl eject $egpu
is 1 cat "$path/remove"
is 1 cat "$sound/remove"
rmcp-machine unplug $egpu
eventually sh -c "! rmcpctl list --no-legend | grep -q $egpu"
