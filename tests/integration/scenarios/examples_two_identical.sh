# machine: two-rx6600
# The example for two cards of one model: names by slot, and settings for one of them only.
. "$RMCP_TESTS/support/examples.sh"
example_policy two-identical-cards.toml
has 'screen' rmcpctl list
has 'work' rmcpctl list
exits 0 rmcpctl wait
is 95000000 value 0000:03:00.0 hwmon/power1_cap
is 95000000 value 0000:06:00.0 hwmon/power1_cap
is auto value 0000:03:00.0 power_dpm_force_performance_level
is manual value 0000:06:00.0 power_dpm_force_performance_level
exits 0 rmcpctl plan --exit-code
has 'ROCR_VISIBLE_DEVICES=' rmcpctl run work -- env
