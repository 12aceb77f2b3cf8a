# machine: rx6600
# policy: run
# Services that policy names find their variables in a file, kept as devices and policy are; systemd hears of them from a
# generator that reads the same policy.
folder=$RMCP_MACHINE_ROOT/run/environment
small=0000:03:00.0
there() { [ -e "$folder/$1.env" ]; }
gone() { ! there "$1"; }
says() { grep -qx -e "$2" "$folder/$1.env"; }

eventually there $small
exits 0 says $small 'HSA_ENABLE_SDMA="0"'
exits 0 says $small 'HSA_OVERRIDE_GFX_VERSION="10.3.0"'

policy 60-units <<'P'
format = 1
[[unit]]
name = "all.service"
devices = ["all"]
[[unit]]
name = "worker.service"
devices = ["egpu"]
absent = "wait"
[[unit]]
name = "late.service"
devices = ["egpu"]
absent = "fail"
P
exits 0 rmcpctl reload
eventually there all.service
exits 0 gone worker.service
has 'not exported: worker.service: egpu is absent' cat "$RMCP_MACHINE_LOG"
eventually grep -q 'systemctl restart all.service late.service worker.service' "$RMCP_MACHINE_LOG"

# Whoever has waited for the device finds the file.
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
exits 0 rmcpctl wait egpu --timeout=10
exits 0 there worker.service
exits 0 there late.service
exits 0 says worker.service 'QUOTED="it.s \\"\\$HOME\\""'
hasnt 'ROCR_VISIBLE_DEVICES="?[0-9]' cat "$folder"/*.env
# These two cannot be in one process.
exits 0 gone all.service
rmcp-machine unplug 0000:3f:00.0
eventually gone worker.service
eventually there all.service
eventually gone egpu

# Only what has changed is named.
own=$RMCP_MACHINE_ROOT/own
mkdir "$own"
policy 61-more <<P
format = 1
[[unit]]
name = "more.service"
devices = ["0000:03:00.0"]
runtime = "$own"
P
restarts() { [ "$(grep -c 'systemctl restart more.service$' "$RMCP_MACHINE_LOG")" -eq "$1" ]; }
exits 0 rmcpctl reload
eventually there more.service
eventually restarts 1
# An upgrade of the program counts as a change of its unit: the drop-in has a line for each file.
touch "$own/libamdhip64.so.6.1"
exits 0 rmcpctl reload
eventually restarts 2
exits 0 rmcpctl reload
exits 0 rmcpctl status
exits 0 restarts 2

# Sessions get variables when policy says so, and a shell reads the same as systemd. Modules are there for who wants them.
session=$RMCP_MACHINE_ROOT/run/session.env
exits 1 test -e "$session"
policy 62-sessions <<'P'
format = 1
[sessions]
devices = ["0000:03:00.0"]
[[rule]]
name = "quoted"
match = { address = "03:00.0" }
[rule.environment]
QUOTED = 'it is "$HOME" \'
P
exits 0 rmcpctl reload
eventually grep -qs QUOTED "$session"
has "^HSA_ENABLE_SDMA=0$" sh -c 'set -a; . "$1"; env' - "$session"
is 'it is "$HOME" \' sh -c '. "$1"; printf %s "$QUOTED"' - "$session"
if modules=$(command -v modulecmd || ls /usr/lib/*/modulecmd.tcl /usr/share/modules/libexec/modulecmd.tcl 2>/dev/null | head -n 1) &&
  [ -n "$modules" ]; then
  load() { MODULEPATH=$RMCP_MACHINE_ROOT/run/modulefiles "$modules" sh load "$1"; }
  is 'it is "$HOME" \' sh -c 'eval "$1"; printf %s "$QUOTED"' - "$(load rmcp/0000-03-00.0)"
fi
rm "$RMCP_MACHINE_POLICY/policy.d/62-sessions.toml"
exits 0 rmcpctl reload
no_session() { [ ! -e "$session" ]; }
eventually no_session

# Without a bus and without devices: drop-ins.
out=$RMCP_MACHINE_ROOT/generated
exits 0 "$RMCP_GENERATOR" --config-dirs="$RMCP_MACHINE_POLICY" "$out" "$out" "$out"
has '^EnvironmentFile=-/run/rmcp/environment/all.service.env$' cat "$out/all.service.d/50-rmcp.conf"
has '^After=rmcpd.service$' cat "$out/all.service.d/50-rmcp.conf"
hasnt 'Assert|ExecStartPre' cat "$out/all.service.d/50-rmcp.conf"
has '^AssertPathExists=/run/rmcp/environment/late.service.env$' cat "$out/late.service.d/50-rmcp.conf"
has '^Wants=rmcp-wait@worker.service.path$' cat "$out/worker.service.d/50-rmcp.conf"
has '^ConditionPathExists=/run/rmcp/environment/worker.service.env$' cat "$out/worker.service.d/50-rmcp.conf"
# A start that blocks would hold up the boot.
hasnt 'ExecStartPre|Timeout' cat "$out/worker.service.d/50-rmcp.conf"

# Policy with errors gives no drop-ins, and no failure: a boot goes on. The reason is told, in the form of config check.
generate() { # OUT STATE -> what it says
  "$RMCP_GENERATOR" --config-dirs="$RMCP_MACHINE_POLICY" --state-dir="$2" "$1" 2>&1
}
wrong=$RMCP_MACHINE_POLICY/policy.d/70-wrong.toml
printf 'format = 1\n[[unit]]\nname = "systemd-journald.service"\ndevices = ["all"]\n' >"$wrong"
has "^rmcp-generator: $wrong:3:8: error: name: systemd-journald.service cannot wait for rmcpd: " generate "$out.wrong" ""
has 'policy has errors: there is no earlier policy either' generate "$out.wrong" "$RMCP_MACHINE_ROOT/none"
exits 1 test -e "$out.wrong"
exits 2 "$RMCP_GENERATOR"
# The last good policy takes its place. Where /var comes later it cannot be read yet.
has 'policy has errors: the last good policy is used' generate "$out.good" "$RMCP_MACHINE_ROOT/state"
exits 0 test -e "$out.good/all.service.d/50-rmcp.conf"
has "policy has errors: /nowhere/lib is not there yet" generate "$out.early" /nowhere/lib/rmcp
exits 1 test -e "$out.early"

# Then rmcpd has systemd read its units again, and tells what to restart: those that have no drop-in yet.
generated=$RMCP_MACHINE_ROOT/run/generator
mkdir -p "$generated/all.service.d"
touch "$generated/all.service.d/50-rmcp.conf"
exits 0 rmcp-machine daemon restart
eventually grep -q 'systemctl restart late.service more.service worker.service$' "$RMCP_MACHINE_LOG"
