# machine: rx6600
# Library sets are objects on the bus, what happens to them is told, and what is wrong with their folder is shown.
command -v busctl >/dev/null || exit 77
sets=$RMCP_MACHINE_POLICY/library-sets.d
set=$RMCP_MACHINE_ROOT/rocm-test
mkdir -m 755 "$set" "$set/lib"
for file in "$RMCP_SHAPES"/whole/lib/*; do install -m 644 "$file" "$set/lib"; done
object=/io/github/rmcpd1/library/rocm_2dtest_2e1
property() { busctl --system get-property io.github.rmcpd "$1" "io.github.rmcpd1.$2" "$3"; }
library() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library "$@"; }

out=$RMCP_MACHINE_ROOT/watch
rmcpctl watch >"$out" 2>&1 &
watch=$!
rmcpctl watch --json >"$out.json" 2>&1 &
watch_json=$!
sleep 0.3

exits 1 property $object Library State
library add "$set" --name rocm-test.1 --match-gfx gfx1032 >/dev/null
eventually shows '^s "ok"$' property $object Library State
has "^s \"$set\"\$" property $object Library Prefix
has '^b true$' property $object Library Automatic
has '"file" s "lib/libamdhip64.so.6" "soname" s "libamdhip64.so.6"|"build_id" s "[0-9a-f]+" "file" s "lib/libamdhip64.so.6"' property $object Library Libraries
has "^as 1 \"$set/lib\"\$" property $object Library Folders
has "$sets/rocm-test.1.toml" property $object Library Manifest
has "$object" busctl --system tree io.github.rmcpd
eventually grep -q 'library set rocm-test.1  ok$' "$out"

# It breaks, and is made whole again.
mv "$set/lib/libhsa-runtime64.so.1" "$set/away"
eventually shows broken property $object Library State
has 'libhsa-runtime64.so.1' property $object Library Reasons
eventually grep -q 'library set rocm-test.1  broken: .*libhsa-runtime64.so.1' "$out"
mv "$set/away" "$set/lib/libhsa-runtime64.so.1"
eventually shows ok property $object Library State

# What is wrong with manifests is told and shown, also without the daemon.
echo 'format = 2' >"$sets/odd.toml"
eventually shows 'odd.toml.*format' property /io/github/rmcpd1/manager Manager LibraryDiagnostics
has "$sets/odd.toml:1:.*error: .*format" rmcpctl status
has "$sets/odd.toml:1:.*error: .*format" rmcpctl library
has "$sets/odd.toml:1:.*error: .*format" rmcpctl --offline --config-dirs="$RMCP_MACHINE_POLICY" status
rm "$sets/odd.toml"
eventually shows '^a\(ssuus\) 0$' property /io/github/rmcpd1/manager Manager LibraryDiagnostics

# Whatever a manifest is called, it has its object.
echo 'format = 2' >"$sets/.toml"
echo 'format = 2' >"$sets/Ü b.toml"
eventually shows '^s "broken"$' property /io/github/rmcpd1/library/_c3_9c_20b Library State
rm "$sets/.toml" "$sets/Ü b.toml"
eventually shows '^a\(ssuus\) 0$' property /io/github/rmcpd1/manager Manager LibraryDiagnostics

# A folder that others may write to decides nothing, and says so.
chmod 777 "$sets"
eventually shows "$sets.*writable by everyone" rmcpctl status
exits 1 property $object Library State
eventually grep -q 'library set rocm-test.1  no longer a library set' "$out"
chmod 755 "$sets"
eventually shows ok property $object Library State
hasnt 'writable by everyone' rmcpctl status

kill -INT $watch $watch_json
wait $watch $watch_json
has '"event": ?"library_added", ?"library": ?"rocm-test.1", ?"state": ?"ok"' cat "$out.json"
