# What policy gives to sessions is in login shells and user managers, and the users' own words win.
user=$(inside id -u alice)
user_systemctl() {
  inside setpriv --reuid=alice --regid=alice --init-groups --reset-env env XDG_RUNTIME_DIR="/run/user/$user" systemctl --user "$@"
}
manager() { user_systemctl show-environment; }
login() { inside setpriv --reuid=alice --regid=alice --init-groups --reset-env bash --login -c env; }
variable() {
  policy 10-sessions <<P
format = 1
[[rule]]
name = "variables"
[rule.environment]
HSA_ENABLE_SDMA = "$1"
[sessions]
devices = ["all"]
P
}
policy 10-sessions <<'P'
format = 1
[[rule]]
name = "variables"
[rule.environment]
HSA_ENABLE_SDMA = "0"
P
exits 0 inside systemctl start "user@$user"
enable_now
becomes "$card" applied
exits 0 user_systemctl daemon-reload
hasnt HSA_ENABLE_SDMA manager
hasnt HSA_ENABLE_SDMA login

variable 0
exits 0 rmcpctl reload
session() { inside grep -qx 'HSA_ENABLE_SDMA="0"' /run/rmcp/session.env; }
eventually session
has '^HSA_ENABLE_SDMA=0$' login
exits 0 user_systemctl daemon-reload
has '^HSA_ENABLE_SDMA=0$' manager
exits 0 inside systemctl restart "user@$user"
has '^HSA_ENABLE_SDMA=0$' manager
# System services get nothing of it.
hasnt HSA_ENABLE_SDMA inside systemctl show-environment

put /home/alice/.config/environment.d/own.conf <<<'HSA_ENABLE_SDMA=1'
exits 0 inside chown -R alice: /home/alice
exits 0 inside systemctl restart "user@$user"
has '^HSA_ENABLE_SDMA=1$' manager
# Without the daemon nobody waits, and what it wrote still counts.
exits 0 inside systemctl stop rmcpd
has '^HSA_ENABLE_SDMA=0$' login
exits 0 inside dpkg --remove rmcpd
hasnt HSA_ENABLE_SDMA login
