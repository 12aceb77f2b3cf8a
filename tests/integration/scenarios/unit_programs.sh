# machine: rx6600
# The override of a service is decided by the GPU code of its program, which systemd names; without systemd, or where
# nothing can be found, status says so, and nothing waits for it.
card=0000:03:00.0
folder=$RMCP_MACHINE_ROOT/run/environment
override() { grep -qsx 'HSA_OVERRIDE_GFX_VERSION="10.3.0"' "$folder/$1.env"; }
no_override() { [ -e "$folder/$1.env" ] && ! override "$1"; }
policy 50-llm <<'P'
format = 1
[[rule]]
name = "small"
match = { gfx = "gfx1032" }
compute = { gfx_override = "auto" }
[[unit]]
name = "llama.service"
devices = ["0000:03:00.0"]
[[unit]]
name = "torch.service"
devices = ["0000:03:00.0"]
[[unit]]
name = "gone.service"
devices = ["0000:03:00.0"]
P
exits 0 rmcpctl reload
becomes $card applied
remedy='name it as runtime of the \[\[unit\]\]'
eventually shows "llama.service: compute.gfx_override = \"auto\" of $card has no effect: systemd does not tell its program" rmcpctl status
exits 0 no_override llama.service

# A program beside the libraries that it opens later: code for gfx1030, none for the card's own gfx1032.
program=$RMCP_MACHINE_ROOT/llm/bin/ollama
mkdir -p "$RMCP_MACHINE_ROOT/llm/bin" "$RMCP_MACHINE_ROOT/llm/lib/ollama/rocm"
cp "$RMCP_SHAPES/bin/plain" "$program"
cp "$RMCP_SHAPES/wheel-rpath/libtorch_hip.so" "$RMCP_MACHINE_ROOT/llm/lib/ollama/rocm/libggml-hip.so"
script=$RMCP_MACHINE_ROOT/llm/bin/serve
printf '#!/usr/bin/python3\n' >"$script"
mkfifo "$RMCP_MACHINE_ROOT/systemd"
exec {systemd}<>"$RMCP_MACHINE_ROOT/systemd"
rmcp-peer org.freedesktop.systemd1 <"$RMCP_MACHINE_ROOT/systemd" >"$RMCP_MACHINE_ROOT/heard" &
eventually grep -q ready "$RMCP_MACHINE_ROOT/heard"
printf 'program %s %s\n' llama.service "$program" torch.service "$script" >&"$systemd"
exits 0 rmcpctl reload
eventually override llama.service
exits 0 no_override torch.service
told() { rmcpctl status | tr -s ' \n' ' '; }
eventually shows "torch.service: .* $script is a script, and .*$remedy" told
eventually shows "gone.service: .*no such service.*$remedy" told
hasnt 'llama.service: ' told
# Such a service gets nothing, and its line among the programs has the same reason.
has "torch.service $card nothing-to-export .* $script is a script, and .*$remedy" told

# The files of a service that starts as soon as the daemon is ready are right.
exits 0 rmcp-machine daemon stop
rm -r "$folder"
exits 0 rmcp-machine daemon start
exits 0 override llama.service

# A systemd that does not answer holds up nothing.
echo silent >&"$systemd"
exits 0 rmcp-machine daemon stop
exits 0 timeout 8 rmcp-machine daemon start
exits 0 timeout 5 rmcpctl reload
exits 0 timeout 2 rmcpctl list
within 20 shows 'llama.service: .*systemd does not tell its program' told
exits 0 no_override llama.service
echo quit >&"$systemd"
wait
