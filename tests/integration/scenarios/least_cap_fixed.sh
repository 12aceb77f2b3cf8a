# machine: laptop-phoenix-rx7700s
# A card whose cap cannot be moved has the shipped profile "quiet" in force as it is; a card without a cap says so.
card=0000:03:00.0 apu=0000:c4:00.0
cp "$RMCP_TESTS/../config/profiles.d/power.toml" "$RMCP_MACHINE_POLICY/profiles.d/"
exits 0 rmcpctl reload
has "100 W +already .*90 % is 90 W; the card's minimum is 100 W" rmcpctl use $card quiet
is applied state $card
is 100000000 value $card hwmon/power1_cap
exits 0 rmcpctl verify $card
exits 1 rmcpctl use $apu quiet
has 'power_cap +90 % or min +unsupported .*this card has no hwmon/power1_cap' rmcpctl status $apu
