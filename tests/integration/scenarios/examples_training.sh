# machine: rx6600-egpu-rx7900xtx
# needs: emulation
# The examples for jobs: the profile is in use while the job runs, and no longer, however the job ends.
. "$RMCP_TESTS/support/examples.sh"
card=0000:3f:00.0
example_policy training/20-training.toml
level() { value $card power_dpm_force_performance_level; }
train() { sh "$RMCP_EXAMPLES/training/train" "$@"; }
seen=$RMCP_MACHINE_ROOT/seen
job="rmcp-machine read $card power_dpm_force_performance_level >'$seen'"
exits 0 train sh -c "$job"
is manual cat "$seen"
is auto level
exits 3 train sh -c "$job; exit 3"
is auto level
exits 137 train sh -c 'kill -9 $$'
is auto level
exits 127 train /nowhere/job
is auto level
# The script itself is asked to end: it waits for the job, which waits for a file here.
go=$RMCP_MACHINE_ROOT/go started=$RMCP_MACHINE_ROOT/started
sh "$RMCP_EXAMPLES/training/train" sh -c "touch '$started'; until [ -e '$go' ]; do sleep 0.05; done; $job" >/dev/null 2>&1 &
script=$!
eventually test -e "$started"
kill -TERM $script
rm -f "$seen"
touch "$go"
wait $script
is manual cat "$seen"
is auto level

# The unit: what systemd runs before, in the place of the job, and after it.
unit=training/rmcp-training.service
exits 0 run_lines ExecStartPre $unit
is manual level
has '^PATH=' run_lines ExecStart $unit
exits 0 run_lines ExecStopPost $unit
is auto level
