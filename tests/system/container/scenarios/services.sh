# Services that policy names: at a cold boot without a card, with one, with two, and when policy changes.
cold=$RMCP_WORK/cold
power_off
rm -rf "$cold"
cp -a --reflink=auto "$RMCP_WORK/installed" "$cold"
service() { # NAME: writes what it was started with to /run/NAME.saw
  cat >"$cold/etc/systemd/system/$1.service" <<S
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'env; grep -aoE "bundled_copy|from_the_set" /opt/own/lib/libamdhip64.so.6.0'
StandardOutput=truncate:/run/$1.saw
StandardError=null
[Install]
WantedBy=multi-user.target
S
}
for name in both strict late more; do service $name; done
systemctl --quiet --root="$cold" enable rmcpd both strict
cat >"$cold/etc/rmcp/policy.d/10-services.toml" <<'P'
format = 1
[[device]]
match = { address = "0000:3f:00.0" }
alias = "egpu"
[[rule]]
name = "compute"
library = "own"
[rule.environment]
HSA_ENABLE_SDMA = "0"
[[unit]]
name = "both.service"
devices = ["all"]
runtime = "/opt/own"
[[unit]]
name = "strict.service"
devices = ["egpu"]
absent = "fail"
[[unit]]
name = "late.service"
devices = ["egpu"]
absent = "wait"
P
# A program with a ROCm of its own, and the library set that is to take its place.
library() { # FOLDER SONAME
  mkdir -p "$1"
  echo "int $3;" | cc -shared -fPIC -nostdlib -Wl,--build-id -Wl,-soname,"$2" -x c -o "$1/${4:-$2}" - || exit 1
}
library "$cold/opt/own/lib" libamdhip64.so.6 bundled_copy libamdhip64.so.6.0
library "$cold/opt/set/lib" libamdhip64.so.6 from_the_set
library "$cold/opt/set/lib" libhsa-runtime64.so.1 hsa
library "$cold/opt/set/lib" libamd_comgr.so.2 comgr
boot cold || exit

saw() { inside cat "/run/$1.saw"; }
shown() { inside systemctl show --property="$2" --value "$1"; }
# It came up without a card: who asked for no more was started, with the ROCm it brings, and who did was not.
is $'active\nactive' inside systemctl is-active rmcpd both
has 50-rmcp.conf shown both DropInPaths
has rmcpd.service shown both After
hasnt HSA_ENABLE_SDMA saw both
has bundled_copy saw both
is no shown strict AssertResult
exits 1 inside test -e /run/strict.saw

# One card.
exits 0 inside rmcpctl library add /opt/set --name own
exits 0 inside systemctl restart rmcpd
becomes "$card" applied
exits 0 inside systemctl restart both
has '^HSA_ENABLE_SDMA=0$' saw both
has '^LD_LIBRARY_PATH=/opt/set/lib' saw both
has from_the_set saw both
hasnt bundled_copy saw both
exits 1 inside systemctl start strict
exits 1 inside test -e /run/strict.saw
# It is skipped for now: absent_wait.sh.
exits 0 inside systemctl start late
is inactive shown late ActiveState

# The other one comes: what has waited for it is started, with what policy has for it.
udev plug
becomes "$egpu" applied
late_runs() { [ "$(shown late ActiveState)" = active ]; }
eventually late_runs
has '^HSA_ENABLE_SDMA=0$' saw late
exits 0 inside systemctl start strict
has '^HSA_ENABLE_SDMA=0$' saw strict
exits 0 inside systemctl restart both
has '0000:03:00.0.*egpu|egpu.*0000:03:00.0' inside head -n 1 /run/rmcp/environment/both.service.env
has '^HSA_ENABLE_SDMA=0$' saw both

# A service more: systemd hears of it from the daemon, and what runs is left alone.
before=$(shown both InvocationID)
policy 20-more <<'P'
format = 1
[[unit]]
name = "more.service"
devices = ["0000:03:00.0"]
[[rule]]
name = "override"
match = { address = "0000:03:00.0" }
compute = { gfx_override = "auto" }
P
hasnt 50-rmcp.conf shown more DropInPaths
exits 0 inside systemctl reload rmcpd
has_drop_in() { shown more DropInPaths | grep -q 50-rmcp.conf; }
eventually has_drop_in
hasnt 'cannot announce changed units' journal
is "$before" shown both InvocationID
exits 0 inside systemctl start more
has '^HSA_ENABLE_SDMA=0$' saw more
# Its program is the shell, systemd says, and that has no GPU code.
eventually shows 'more.service: .*no GPU code was found in /bin/sh' inside rmcpctl status

# Unplugged, its services' files go; the others keep theirs.
udev unplug
gone() { ! inside test -e /run/rmcp/environment/late.service.env; }
eventually gone
exits 0 inside test -e /run/rmcp/environment/both.service.env
