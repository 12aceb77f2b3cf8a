# machine: rx6600
# What a program would load, and for each card of the machine what its GPU code means. Nothing is
# started, no device is opened, no daemon is needed.
card=0000:03:00.0
ln -s /bin/true "$RMCP_MACHINE_ROOT/mpirun"
wheel=$RMCP_SHAPES/wheel-rpath
program=$RMCP_SHAPES/bin/plain
torch=(rmcpctl inspect --target "$wheel" -- "$program" train.py)

has "HIP .*$wheel/libamdhip64.so .*RPATH of $wheel/libtorch_hip.so, opened later" "${torch[@]}"
has "gfx1030 gfx1100 gfx906:xnack- +$wheel/libtorch_hip.so" "${torch[@]}"
has "^$card .* gfx1032$" "${torch[@]}"
has 'runs with HSA_OVERRIDE_GFX_VERSION=10.3.0, on the code for gfx1030' "${torch[@]}"
has '10.3.0, which is set, on the code for gfx1030' env HSA_OVERRIDE_GFX_VERSION=10.3.0 "${torch[@]}"
has 'different instruction sets' env HSA_OVERRIDE_GFX_VERSION=11.0.0 "${torch[@]}"
has 'libamdhip64 is loaded twice' env LD_PRELOAD="$RMCP_SHAPES/wheel-runpath/libamdhip64.so ${LD_PRELOAD:-}" "${torch[@]}"
has '"fit": "override"' rmcpctl --json inspect --device $card --target "$wheel" -- "$program"
has '"override": "10.3.0"' rmcpctl --json inspect --device 03:00.0 --target "$wheel" -- "$program"
has 'no library of ROCm is loaded' rmcpctl inspect -- true
has 'does not see this card: ROCR_VISIBLE_DEVICES=1 leaves it out' env ROCR_VISIBLE_DEVICES=1 rmcpctl inspect -- true
hasnt 'does not see this card' env ROCR_VISIBLE_DEVICES=0 rmcpctl inspect --device $card -- true
has 'no library set is chosen' rmcpctl inspect --mode=mount -- true

# Commands that start others count with what they do to the variables and the folder, or are named.
inside=(rmcpctl inspect --target "$wheel" --)
has '10.3.0, which is set, on the code for gfx1030' "${inside[@]}" env HSA_OVERRIDE_GFX_VERSION=10.3.0 "$program"
has '10.3.0, which is set, on the code for gfx1030' "${inside[@]}" nice -n 5 timeout -k 1 10 env -S "HSA_OVERRIDE_GFX_VERSION=10.3.0 $program"
has '10.3.0, which is set, on the code for gfx1030' "${inside[@]}" sh -c "HSA_OVERRIDE_GFX_VERSION=10.3.0 exec $program train.py"
has 'runs with HSA_OVERRIDE_GFX_VERSION=10.3.0, on the code' env HSA_OVERRIDE_GFX_VERSION=11.0.0 "${inside[@]}" env -u HSA_OVERRIDE_GFX_VERSION "$program"
hasnt 'HSA_OVERRIDE_GFX_VERSION +11' env HSA_OVERRIDE_GFX_VERSION=11.0.0 "${inside[@]}" env -i "$program"
set=$RMCP_SHAPES/set
has "HIP .*$set/libamdhip64.so.6 .*LD_LIBRARY_PATH" rmcpctl inspect -- env LD_LIBRARY_PATH="$set" "$RMCP_SHAPES/bin/hip-runpath"
has "HIP .*$set/libamdhip64.so.6 .*LD_LIBRARY_PATH" rmcpctl inspect -- env --chdir="$RMCP_SHAPES" LD_LIBRARY_PATH=set bin/hip-runpath
has 'mpirun is not followed: .*; inspect what it starts' rmcpctl inspect -- "$RMCP_MACHINE_ROOT/mpirun" -np 2 "$program"
has 'sh starts other programs, which are not inspected' rmcpctl inspect -- sh -c "$program | cat"
has 'nice is not followed: its option --nicest is not known here' rmcpctl inspect -- nice --nicest "$program"

exits 4 rmcpctl inspect --device 0000:77:00.0 -- true
exits 1 rmcpctl inspect -- no-such-program
has 'no-such-program: not found in PATH' rmcpctl inspect -- no-such-program
exits 2 rmcpctl inspect
exits 2 rmcpctl inspect --pid 1 -- true
exits 2 rmcpctl inspect --mode=magic -- true
exits 2 rmcpctl -H nobody inspect -- true
exits 1 rmcpctl inspect --pid 999999999

sleep 60 &
has "process $!: .*sleep" rmcpctl inspect --pid $!
has "^$card .* gfx1032$" rmcpctl inspect --pid $!
kill $!

has 'runs with HSA_OVERRIDE_GFX_VERSION=10.3.0' rmcpctl --offline inspect --target "$wheel" -- "$program"
has 'path' rmcpctl --complete inspect --mode ''
has "$card" rmcpctl --complete inspect --device ''
