# machine: rx6600
# A library set in another system's tree: programs search links to its own files, and never the folder with its C library.
card=0000:03:00.0
tree=$RMCP_MACHINE_ROOT/tree/usr
lib=$tree/lib/x86_64-linux-gnu
links=$RMCP_MACHINE_ROOT/run/links/tree
library() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library "$@"; }
umask 022
mkdir -p "$lib"
for file in "$RMCP_SHAPES"/whole/lib/* "$RMCP_SHAPES"/tree/libc.so.6 "$RMCP_SHAPES"/tree/libm.so.6; do install -m 644 "$file" "$lib"; done
has 'libc.so.6 belongs to another system: programs do not search the folders of this set' library add "$tree" --name tree
policy 10-tree <<<'format = 1
[[rule]]
name = "tree"
library = "tree"
[[unit]]
name = "worker.service"
devices = ["all"]'
eventually rmcpctl reload
eventually shows applied rmcpctl list

# A program starts, finds HIP, and no path leads to the folder.
has "^export LD_LIBRARY_PATH='$links/current/lib/x86_64-linux-gnu'" rmcpctl env $card
exits 0 rmcpctl run $card -- true
is "$lib/libamdhip64.so.6" sh -c "rmcpctl run $card -- $RMCP_SHAPES/bin/plain libamdhip64.so.6 | grep -o '/[^ ]*libamdhip64[^ ]*' | sort -u"
eventually grep -q "$links/current/lib" "$RMCP_MACHINE_ROOT/run/environment/worker.service.env"
hasnt "$tree" sh -c "cat $RMCP_MACHINE_ROOT/run/environment/*.env"
is "libamd_comgr.so.2 libamdhip64.so.6 libhsa-runtime64.so.1" sh -c "ls $links/current/lib/x86_64-linux-gnu | xargs"
has 'foreign runtime: lib/x86_64-linux-gnu/libc.so.6' rmcpctl library show tree
has "links: $links/current" rmcpctl library show tree
if [ -e "$RMCP_MACHINE_ROOT/run/cdi/rmcp.json" ]; then hasnt 'libc\.so|libm\.so' cat "$RMCP_MACHINE_ROOT/run/cdi/rmcp.json"; fi

# A daemon that is killed while it writes leaves nothing that counts.
rmcp-machine daemon kill
mkdir -p "$links/a" "$links/b" && : >"$links/a/rest" && : >"$links/b/rest"
rm "$links/current"
rmcp-machine daemon start
eventually shows applied rmcpctl list
exits 0 rmcpctl run $card -- true
exits 1 test -e "$links/current/rest"

# The tree loses its C library: the folder itself can be searched again.
mv "$lib/libc.so.6" "$lib/libm.so.6" "$RMCP_MACHINE_ROOT"
eventually shows "LD_LIBRARY_PATH='$lib'" rmcpctl env $card
exits 1 test -e "$links"
mv "$RMCP_MACHINE_ROOT/libc.so.6" "$RMCP_MACHINE_ROOT/libm.so.6" "$lib"
eventually shows "LD_LIBRARY_PATH='$links/current/lib" rmcpctl env $card

# Where the links cannot be made, nothing is exported, and that is said.
rmcp-machine daemon kill
rm -r "$RMCP_MACHINE_ROOT/run/links" && : >"$RMCP_MACHINE_ROOT/run/links"
rmcp-machine daemon start
eventually shows 'tree +degraded .*links/tree cannot be written' rmcpctl library
exits 1 rmcpctl run $card -- true
has 'libc.so.6 belongs to another system, so programs must not search its folder' rmcpctl run $card -- true
rm "$RMCP_MACHINE_ROOT/run/links"
rmcpctl reload
eventually shows "LD_LIBRARY_PATH='$links/current/lib" rmcpctl env $card

# Removed with the set.
library remove tree >/dev/null
gone() { [ ! -e "$links" ]; }
eventually gone
