# machine: rx6600
# The shipped profile "quiet" is applied where 90 % is below the card's minimum: the minimum is taken, and said everywhere.
# Without the word in policy nothing is raised.
card=0000:03:00.0
why="90 % is 90 W; the card's minimum is 94 W"
cp "$RMCP_TESTS/../config/profiles.d/power.toml" "$RMCP_MACHINE_POLICY/profiles.d/"
exits 0 rmcpctl reload
has "100 W -> 94 W +applied .*$why" rmcpctl use $card quiet
is 94000000 value $card hwmon/power1_cap
is applied state $card
has "power_cap +90 % or min = 94 W +applied .*$why" rmcpctl status $card
has '"to":"94 W"' rmcpctl status $card --json=short
has '"value":"90 % or min"' rmcpctl status $card --json=short
exits 0 rmcpctl verify
rmcp-machine write $card hwmon/power1_cap 100000000
has "wanted 94 W +found 100 W .*changed by another program; $why" rmcpctl verify
exits 0 rmcpctl apply
is 94000000 value $card hwmon/power1_cap
# What is set is kept in the words of policy, over a restart too.
rmcp-machine daemon restart
becomes $card applied
has "power_cap +90 % or min = 94 W +already .*$why" rmcpctl status $card
exits 0 rmcpctl unset $card
is 100000000 value $card hwmon/power1_cap
# At run time, as the lowest value, and with the advice of a refusal.
exits 1 rmcpctl set $card 'power_cap=90 %'
has 'refused .*below the card.s minimum of 94 W; write "90 % or min"' rmcpctl set $card 'power_cap=90 %'
exits 0 rmcpctl set $card 'power_cap=90 % or min'
is 94000000 value $card hwmon/power1_cap
exits 0 rmcpctl set $card power_cap=97W
has '97 W -> 94 W +applied' rmcpctl set $card power_cap=min
exits 0 rmcpctl revert
is 100000000 value $card hwmon/power1_cap
