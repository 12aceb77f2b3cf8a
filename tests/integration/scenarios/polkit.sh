# machine: rx6600
# policy: inside
# options: --polkit
# polkit decides who may change anything; everybody may look.
as_nobody() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }
exits 0 rmcpctl apply
exits 0 as_nobody rmcpctl list
exits 0 as_nobody rmcpctl plan
exits 0 as_nobody rmcpctl status
exits 5 as_nobody rmcpctl apply
exits 5 as_nobody rmcpctl revert
exits 5 as_nobody rmcpctl reload
has 'io.github.rmcpd.apply.*authentication' as_nobody rmcpctl apply
is applied state 0000:03:00.0
# An administrator may let one user apply, and nothing else.
cat >"$RMCP_MACHINE_RULES/10-nobody.rules" <<'X'
polkit.addRule(function(action, subject) {
    if (action.id == "io.github.rmcpd.apply" && subject.user == "nobody") return polkit.Result.YES;
});
X
eventually as_nobody rmcpctl apply
exits 5 as_nobody rmcpctl revert
