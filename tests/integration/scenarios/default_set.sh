# machine: rx6600
# The library set that policy makes the system's default is where the loader's configuration leads, as a whole or not at all.
card=0000:03:00.0
place=$RMCP_MACHINE_ROOT/state/default-set
call=$RMCP_MACHINE_ROOT/run/default-set-wanted
library() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library "$@"; }
for set in one two; do
  mkdir -m 755 "$RMCP_MACHINE_ROOT/$set" "$RMCP_MACHINE_ROOT/$set/lib"
  for file in "$RMCP_SHAPES"/whole/lib/*; do install -m 644 "$file" "$RMCP_MACHINE_ROOT/$set/lib"; done
  # Beside a set's libraries there may be others.
  echo 'int c;' | cc -shared -fPIC -nostdlib -Wl,-soname,libc.so.6 -x c -o "$RMCP_MACHINE_ROOT/$set/lib/libc.so.6" -
  exits 0 library add "$RMCP_MACHINE_ROOT/$set" --name $set
done
wants() { printf 'format = 1\n[system]\nlibrary = "%s"\n' "$1" >"$RMCP_MACHINE_POLICY/policy.d/10-default.toml"; rmcpctl reload; }
# What ldconfig makes of it, in a cache of ours.
cache() {
  echo "include $place/current/ld.so.conf" >"$RMCP_MACHINE_ROOT/ld.so.conf"
  /sbin/ldconfig -X -f "$RMCP_MACHINE_ROOT/ld.so.conf" -C "$RMCP_MACHINE_ROOT/cache"
  /sbin/ldconfig -p -C "$RMCP_MACHINE_ROOT/cache"
}
# As the unit does when it has run.
told() { if [ -e "$place/current/contents" ]; then cp "$place/current/contents" "$place/cached"; else rm -f "$place/cached"; fi; }

hasnt 'default library set' rmcpctl status
exits 1 test -e "$place"

exits 0 wants none
hasnt 'default library set' rmcpctl status
exits 0 wants one
eventually shows 'default library set one, pending: .*systemctl enable --now rmcp-default-set.path' rmcpctl status
exits 0 test -e "$call"
has "libamdhip64.so.6 .* => $place/current/lib/libamdhip64.so.6" cache
hasnt "=> $place/.*libc.so" cache
told
eventually shows 'default library set one, in force' rmcpctl status
exits 1 test -e "$call"

# Another one takes its place at once; the loader's cache has the same names.
exits 0 wants two
eventually shows 'default library set two, pending' rmcpctl status
is "$RMCP_MACHINE_ROOT/two/lib/libamdhip64.so.6" readlink -f "$place/current/lib/libamdhip64.so.6"
exits 0 test -e "$call"
told
eventually shows 'default library set two, in force' rmcpctl status

# One that breaks is not used, and nobody else takes its place.
echo changed >>"$RMCP_MACHINE_ROOT/two/lib/libamd_comgr.so.2"
: >"$RMCP_MACHINE_ROOT/two/lib/libamdhip64.so.6"
eventually shows 'default library set two, refused: library set two is broken: ' rmcpctl status
exits 1 test -e "$place/current"
exits 0 test -e "$call"
exits 0 wants missing
eventually shows "default library set missing, refused: there is no library set 'missing'" rmcpctl status

# Back to what the loader always found.
exits 0 wants none
eventually shows 'default library set, pending: no set is wanted' rmcpctl status
told
no_default() { ! shows 'default library set' rmcpctl status; }
eventually no_default
exits 0 wants one
eventually shows 'default library set one, pending' rmcpctl status
rmcp-machine daemon kill
rmcp-machine daemon start
eventually shows 'default library set one, pending' rmcpctl status
