# machine: rx6600
# policy: inside
# rmcpctl -H asks another machine over ssh: here a real sshd, whose bridge leads to this machine's own bus.
# Not in the search path of everybody.
sshd=$(PATH=$PATH:/usr/sbin command -v sshd) || exit 77
for program in ssh ssh-keygen systemd-stdio-bridge unshare; do command -v $program >/dev/null || exit 77; done
[ "$(id -u)" -ne 0 ] || unshare --mount true || exit 77
# sshd runs its command with the user's shell, which would read the user's startup files before it: HOME leads it past
# them.
case $(getent passwd "$(id -u)" | cut -d: -f7) in */nologin | */false) exit 77 ;; esac
card=0000:03:00.0
dir=$RMCP_MACHINE_POLICY/ssh
port=$((RANDOM % 10000 + 20000))
mkdir -m 700 "$dir"
ssh-keygen -q -t ed25519 -N '' -f "$dir/host"
ssh-keygen -q -t ed25519 -N '' -f "$dir/user"
cat >"$dir/sshd_config" <<X
ListenAddress 127.0.0.1:$port
HostKey $dir/host
AuthorizedKeysFile $dir/user.pub
PidFile $dir/pid
PermitRootLogin yes
StrictModes no
UsePAM no
LogLevel VERBOSE
SetEnv HOME=$dir
ForceCommand systemd-stdio-bridge --bus-path=$DBUS_SYSTEM_BUS_ADDRESS
X
cat >"$dir/config" <<X
Host box
  HostName 127.0.0.1
  Port $port
  User $(id -un)
  IdentityFile $dir/user
  UserKnownHostsFile $dir/known_hosts
  BatchMode yes
X
printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d ' ' -f 1,2 "$dir/host.pub")" >"$dir/known_hosts"

# sshd as root wants a folder below /run: it gets a /run of its own.
serve() {
  if [ "$(id -u)" -eq 0 ]; then
    exec unshare --mount sh -c 'mount -t tmpfs tmpfs /run && mkdir /run/sshd && exec "$@"' sh "$@"
  fi
  exec "$@"
}
(unset LD_PRELOAD && serve "$sshd" -D -e -f "$dir/sshd_config") 2>"$dir/log" &
server=$!
trap 'kill $server' EXIT
eventually grep -q 'Server listening' "$dir/log"

# sd-bus starts the first ssh in the search path.
mkdir "$dir/bin"
printf '#!/bin/sh\nexec /usr/bin/ssh -F %s "$@"\n' "$dir/config" >"$dir/bin/ssh"
chmod 755 "$dir/bin/ssh"
on() { PATH="$dir/bin:$PATH" rmcpctl -H "$@"; }

is "$(rmcpctl list --no-legend)" on box list --no-legend
is "$(rmcpctl show --json=short)" on box show --json=short
has 'nothing to change' on box plan
is "$(rmcpctl get $card --json=short)" on box get $card --json=short
has 'attribute.power_cap' on box knobs power_cap --device=$card
has 'attribute.power_cap' on box knobs
has 'microwatts|power' on box knobs attribute.power_cap
exits 2 on box knobs attribute.powercap
exits 4 on box status 77:00.0
exits 0 on box revert $card
is held state $card
exits 0 on box apply $card
is applied state $card

# What is of this machine is refused, in so many words.
exits 2 on box --offline list
has 'reads this machine' on box --offline list
exits 2 on box config check
exits 2 on -oProxyCommand=false list

# Nobody there: no list of this machine instead, and ssh's own words.
exits 6 on nowhere.invalid list
has 'nowhere.invalid: cannot reach' on nowhere.invalid list
hasnt "$card" on nowhere.invalid list
rmcp-machine daemon stop
exits 6 on box list
has 'systemctl -H box enable --now rmcpd' on box list
rmcp-machine daemon start
becomes $card applied

PATH="$dir/bin:$PATH" rmcpctl -H box watch >"$dir/events" 2>&1 &
watch=$!
# Until it has subscribed it misses what happens.
saw() { rmcpctl revert $card && rmcpctl apply $card && grep -q "$card.*held" "$dir/events"; }
eventually saw
kill -INT $watch
wait $watch
[ $? -eq 0 ] || fail "watch has not ended with 0"
