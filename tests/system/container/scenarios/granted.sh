# A polkit rule can let one user apply, and nothing else.
put /etc/polkit-1/rules.d/50-bob.rules <<'X'
polkit.addRule(function (action, subject) {
  if (action.id == "io.github.rmcpd.apply" && subject.user == "bob") return polkit.Result.YES;
});
X
high_policy
enable_now
becomes "$card" applied
exits 0 rmcpctl revert
is_as_before
exits 5 as alice rmcpctl apply
is_as_before
exits 0 as bob rmcpctl apply
is_high
exits 5 as bob rmcpctl revert
exits 5 as bob rmcpctl reload
is_high
