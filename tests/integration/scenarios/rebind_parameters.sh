# machine: two-rx6600
# policy: parameters
# needs: emulation
# rmcpctl rebind: the driver lets go of one card and probes it again, with parameters of its own. The module's are back after.
card=0000:03:00.0 other=0000:06:00.0
module=/sys/module/amdgpu/parameters
becomes $card conflict
becomes $other conflict
is -1 cat $module/noretry

# Asked with a screen on it, and with a program that has it open, it says so and does nothing.
connector=$(rmcp-machine path $card)/drm/card0/card0-DP-1
mkdir -p "$connector"
echo connected >"$connector/status"
echo enabled >"$connector/enabled"
exits 1 rmcpctl rebind $card
has 'in use: it drives a display on DP-1' rmcpctl rebind $card
echo disconnected >"$connector/status"
sleep 60 9<"$UMOCKDEV_DIR/dev/dri/renderD128" &
holder=$!
eventually sh -c "rmcpctl users $card | grep -q sleep"
has "in use by sleep \($holder\). To rebind it anyway: --force" rmcpctl rebind $card
binding() { stat -c %i "$(rmcp-machine path "$1")/driver"; }
first=$(binding $card) second=$(binding $other)

has "$card was probed again with noretry=1" rmcpctl rebind --force $card
kill $holder
wait $holder 2>/dev/null
[ "$(binding $card)" != "$first" ] || fail "the driver has not let go"
is -1 cat $module/noretry
has '"values":\{"noretry":"1"\}' rmcpctl rebind --json=short $card
has 'parameter.runpm: sysfs does not take it|parameter.runpm: the driver' rmcpctl rebind $card
becomes $card conflict
eventually sh -c "rmcpctl status $card | grep -q 'has 1 until it is bound again'"
has "noretry +$card +1 +10-parameters.toml:11 +1 +rebind|noretry.*rebind" rmcpctl kernel
[ "$(binding $other)" = "$second" ] || fail "the other card was rebound"
has "$card: probed again with noretry=1" rmcp-machine log

# Who may not, and what is no card.
exits 4 rmcpctl rebind 77:00.0
exits 2 rmcpctl rebind
exits 2 rmcpctl -H box rebind $card
# A card that is held gets nothing of its own.
exits 0 rmcpctl revert $card
has "$card was probed again\$" rmcpctl rebind $card
is -1 cat $module/noretry
