# machine: rx6600-egpu-rx7900xtx
# options: --no-daemon
# Settings of LACT and amdgpu-clocks become policy that is valid and meets the card they are for.
card=0000:03:00.0
foreign=$RMCP_TESTS/policy/foreign
work=$RMCP_MACHINE_ROOT/foreign
file=$RMCP_MACHINE_POLICY/policy.d/20-imported.toml
offline() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" "$@"; }
mkdir -p "$work"
rm -f "$RMCP_MACHINE_POLICY"/policy.d/*
for source in "$foreign"/*; do
  rmcpctl config import "$source" >"$file"
  exits 0 offline config check
done

# The board of this machine, as LACT would name it.
id() { value $card "$1" | sed 's/^0x//'; }
printf 'gpus:\n  1002:%s-%s:%s-%s:\n    power_cap: 96.0\n    performance_level: low\n' \
  "$(id device)" "$(id subsystem_vendor)" "$(id subsystem_device)" $card >"$work/config.yaml"
rmcpctl config import "$work/config.yaml" >"$file"
has 'power_cap +100 W -> 96 W' offline plan $card
hasnt 'power_cap' offline plan 3f:00.0

# The number of a card is that of this machine.
printf 'FORCE_POWER_CAP: 97000000\n' >"$work/amdgpu-custom-state.card0"
rmcpctl config import "$work/amdgpu-custom-state.card0" >"$file"
has "match = . address = \"$card\" ." cat "$file"
exits 0 offline config check

# An error has its place, exits with 1 and prints no half of a policy.
printf 'gpus:\n  a: [\n' >"$work/broken.yaml"
exits 1 rmcpctl config import "$work/broken.yaml"
has 'broken.yaml:[0-9]+:[0-9]+: error: ' rmcpctl config import "$work/broken.yaml"
has 'No such file' rmcpctl config import "$work/nowhere"
mkfifo "$work/pipe"
for other in "$work/pipe" /dev/zero "$work"; do
  exits 1 timeout 5 rmcpctl config import "$other"
  has "$other: is not a regular file" timeout 5 rmcpctl config import "$other"
done
exits 2 rmcpctl config import
has '"text": ' rmcpctl config import "$foreign/lact.yaml" --json
