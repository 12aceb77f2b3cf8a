# machine: rx6600-egpu-rx7900xtx
# needs: emulation
# Services and sessions are in status with what they get, or with the reason and the next step; run, env, reload and
# config check say the same words.
egpu=0000:3f:00.0
file=10-two-cards.toml
session=$RMCP_MACHINE_ROOT/run/session.env
told() { rmcpctl status "$@" | tr -s ' \n' ' '; }

# The policy of README's five minutes, with the programs that README gives all cards.
policy 10-two-cards <<'P'
format = 1

[[profile]]
name = "number-cruncher"
[profile.attribute]
power_dpm_force_performance_level = "manual"
pp_power_profile_mode = "compute"

[[rule]]
name = "inside"
match = { external = false }
[rule.attribute]
power_cap = "97 %"

[[rule]]
name = "egpu"
use = ["number-cruncher"]
match = { external = true }
[rule.attribute]
power_cap = "90 %"
[rule.environment]
HSA_ENABLE_SDMA = "0"
P
programs() {
  policy 20-programs <<P
format = 1
[[unit]]
name = "ollama.service"
devices = ["$1"]
[sessions]
devices = ["$1"]
P
}

exits 0 rmcpctl reload
hasnt 'Programs|programs' rmcpctl status
hasnt 'programs' rmcpctl reload

programs all
why="environment.HSA_ENABLE_SDMA: 0000:03:00.0 has none, $egpu has \"0\" \($file:22\); a process has one environment"
next='name one device, or give both the same value'
has "20-programs.toml:3:8: advice: ollama.service would get nothing: $why: $next" rmcpctl "--config-dirs=$RMCP_MACHINE_POLICY" config check
has "advice: sessions would get nothing: $why: $next" rmcpctl "--config-dirs=$RMCP_MACHINE_POLICY" config check
has '^programs: 2 not-exported \(ollama.service, sessions\); rmcpctl status says why$' rmcpctl reload
becomes $egpu applied
for name in ollama.service sessions; do
  has "─$name +all: 0000:03:00.0, $egpu +not-exported +20-programs.toml:[0-9]+( │)? $why( │)? $next " told
  has "\"name\":\"$name\",.*\"result\":\"not-exported\",.*\"next_step\":\"$next\"" rmcpctl status --json=short
done
has "^rmcpctl: $why: $next\$" rmcpctl run -- true
has "^rmcpctl: $why: $next\$" rmcpctl env
exits 1 test -e "$session"

# Without the daemon it is known too, as it follows from policy and cards.
has "not-exported.* $why( │)? $next " told "--config-dirs=$RMCP_MACHINE_POLICY"

# One device: both get its variables, and no more than the file has.
programs $egpu
has '^programs: 2 exported$' rmcpctl reload
for name in ollama.service sessions; do
  eventually shows "─$name +$egpu +exported +20-programs.toml:[0-9]+( │)? HSA_ENABLE_SDMA=0, ROCR_VISIBLE_DEVICES=GPU-5a2c91d07be4f318" told
  has "─$name .* exported" told $egpu
done
has '^HSA_ENABLE_SDMA="0"$' cat "$session"
hasnt 'Programs' told 0000:03:00.0
hasnt 'would get nothing' rmcpctl "--config-dirs=$RMCP_MACHINE_POLICY" config check
# Whether the files are there only a daemon knows.
has '─ollama.service +0000:3f:00.0 +unknown ' told "--config-dirs=$RMCP_MACHINE_POLICY"
has '"result":"unknown","environment":null,"library":null' rmcpctl "--config-dirs=$RMCP_MACHINE_POLICY" status --json=short

# The bus tells when a result changes, and the journal has the reason as before.
heard=$RMCP_MACHINE_ROOT/heard
dbus-monitor --system "type='signal',path='/io/github/rmcpd1/manager'" >"$heard" &
monitor=$!
eventually grep -q NameAcquired "$heard"
rmcp-machine unplug $egpu
eventually shows "ollama.service +$egpu +waiting .* $egpu is absent( │)? connect it, then restart the service" told
eventually grep -q '"Programs"' "$heard"
kill $monitor
wait $monitor
exits 0 grep -q "not exported: ollama.service: $egpu is absent" "$RMCP_MACHINE_LOG"
rmcp-machine plug "$machines/egpu-rx7900xtx.toml"
eventually shows 'ollama.service .* exported' told
