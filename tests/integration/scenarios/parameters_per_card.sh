# machine: two-rx6600
# policy: parameters
# With rmcp_devparam two cards get different values of one parameter, without a conflict; the module's lists decide what
# is in force. The module is files here, so it takes any policy: tests/system/guest has the real one.
card=0000:03:00.0 other=0000:06:00.0
file=$RMCP_MACHINE_ROOT/modprobe.d/rmcp.conf
module=$UMOCKDEV_DIR/sys/module/rmcp_devparam
rules="$card/noretry=1;$other/noretry=0"
list() { printf '%s\n' "${@:2}" >"$module/devices/$1"; }
has_rules() { [ "$(cat "$module/parameters/policy")" = "$1" ]; }
# Without the module.
becomes $card conflict
has '^No parameters for one card: rmcp_devparam: not installed for Linux ' rmcpctl kernel
has '^  module +no +rmcp_devparam: not installed' rmcpctl kernel explain noretry $card
has '^  rebind +yes' rmcpctl kernel explain parameter.noretry $card
exits 2 rmcpctl kernel explain noretri
has "did you mean 'noretry'" rmcpctl kernel explain noretri
# It comes.
mkdir -p "$module/parameters" "$module/devices"
echo '*/dc=0' >"$module/parameters/policy"
list $card bound
list $other bound noretry=0
exits 0 rmcpctl reload
eventually has_rules "$rules"
becomes $card pending
becomes $other pending # of runpm
eventually grep -qF "options rmcp_devparam policy=$rules" "$file"
has '^softdep amdgpu pre: rmcp_devparam$' cat "$file"
is 'options amdgpu runpm=0' tail -n 1 "$file"
has "noretry .*pending.*needs .rmcpctl rebind $card., or a reboot" rmcpctl status $card
has 'noretry .*already' rmcpctl status $other
has "^$card +noretry +1 +- +-" rmcpctl kernel
has "^$other +noretry +0 +0 +module" rmcpctl kernel
hasnt 'No parameters for one card' rmcpctl kernel
has "\"name\":\"noretry\",\"device\":\"$other\",\"address\":\"$other\",\"wanted\":\"0\"" rmcpctl kernel --json=short
has '^  module +yes' rmcpctl kernel explain noretry $card
has '"read":"while it probes the card, never later"' rmcpctl kernel explain noretry --json=short
# A probe that was not alone proves nothing; the next one does.
list $card 'bound uncertain' noretry=1
exits 0 rmcpctl reload
eventually eval "rmcpctl status $card | grep -q 'not alone while it was probed'"
list $card bound noretry=1
exits 0 rmcpctl reload
eventually eval "rmcpctl status $card | grep -q 'noretry .*already'"
# A held card gets nothing.
exits 0 rmcpctl revert $card
eventually has_rules "$other/noretry=0"
exits 0 rmcpctl apply $card
eventually has_rules "$rules"
# A card that is away keeps its rule.
rmcp-machine unplug $other
eventually test "$(rmcpctl list --no-legend | wc -l)" = 1
sleep 0.3
exits 0 has_rules "$rules"
# Without policy the module has the rules of somebody else again, also without the daemon.
rmcp-machine daemon stop
rmcpd=$(dirname "$(command -v rmcpctl)")/../libexec/rmcpd
exits 0 "$rmcpd" --modprobe-dirs="$RMCP_MACHINE_ROOT/modprobe.d" --config-dirs="$RMCP_MACHINE_POLICY" --revert
exits 0 has_rules '*/dc=0'
[ ! -e "$file" ] || fail "$file is there"
