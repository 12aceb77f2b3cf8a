# machine: rx6600-egpu-rx7900xtx
# needs: emulation
# The examples for games: gamemode's commands, and Steam's launch options with a command in the place of the game.
. "$RMCP_TESTS/support/examples.sh"
card=0000:3f:00.0
example_policy games/20-games.toml
profile() { value $card power_dpm_force_performance_level; }
command_of() { sed -n "s/^$1=//p" "$RMCP_EXAMPLES/games/gamemode.ini"; }
exits 0 bash -c "$(command_of start)"
is manual profile
has 'pp_power_profile_mode +3d_full_screen' rmcpctl status $card
exits 0 bash -c "$(command_of end)"
is auto profile
# The line that Steam takes: %command% is the game.
# shellcheck disable=SC2016 # for the shell in the place of the game
game="sh -c 'echo \"\$DRI_PRIME \$0\"' my-game"
line=$(tail -n 1 "$RMCP_EXAMPLES/games/steam-launch-options")
has '^pci-0000_3f_00_0 my-game$' bash -c "${line/\%command\%/$game}"
# The rule for polkit is about an action that there is.
for action in $(grep -o 'io\.github\.rmcpd\.[a-z]*' "$RMCP_EXAMPLES/games/49-rmcp-games.rules"); do
  has "action id=\"$action\"" cat "$RMCP_TESTS/../units/io.github.rmcpd.policy"
done
