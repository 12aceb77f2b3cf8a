# machine: suspended-dgpu
# policy: inside
# options: --no-daemon
# A runtime-suspended GPU is not woken to look at it, and is listed all the same.
path=$(rmcp-machine path 0000:03:00.0)
node=$(find "$UMOCKDEV_DIR/dev/dri" -name renderD128)
rm -f "$RMCP_MACHINE_POLICY"/policy.d/*
touch -a -d '2001-01-01' "$path/power_dpm_force_performance_level" 2>/dev/null
rmcp-machine daemon start
has 'suspended' rmcpctl list
has 'gfx' rmcpctl list
has '"driver_version": null' rmcpctl show 0000:03:00.0 --json
is suspended value 0000:03:00.0 power/runtime_status
has 'nothing to change' rmcpctl plan 0000:03:00.0
has 'power_cap .*the card is suspended and was not woken' rmcpctl get 0000:03:00.0 power_cap
exits 0 rmcpctl status
is suspended value 0000:03:00.0 power/runtime_status
