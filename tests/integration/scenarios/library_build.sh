# machine: rx6600
# The example recipe from its plan to a registered set; the next build goes beside it, not over it.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
cp -r "$RMCP_EXAMPLES/recipe/." .
sed -i "s|^disk_space|prefix = \"$place/sets/@name@-@version@-@number@\"\n&|" demo-runtime.toml
set=$place/sets/demo-runtime-1.0-1
has '0001-coarse.patch: 1 hunk in memory.c' build --dry-run demo-runtime.toml
has '\[3/3\] *install: ' build --dry-run demo-runtime.toml
has '"status": "planned"' build --dry-run --json demo-runtime.toml
is '' ls -A sets
[ ! -e cache ] || fail "--dry-run has written to the cache"

sources=$(tree demo-runtime)
build demo-runtime.toml >built || fail "not built: $(cat built)"
has '^\[1/3\] compile: done in ' cat built
has '^registered as library set demo-runtime-1.0-1;' cat built
hasnt $'\033|\r' cat built
is 'memory of device 0: coarse-grained' cat "$(work_of demo-runtime.toml)/logs/02-check.log"
is "$sources" tree demo-runtime
is "$(printf '%s\n' libamd_comgr.so.2 libamdhip64.so.5 libhsa-runtime64.so.1)" ls -A "$set/lib"
is lib ls -A "$set"
has 'demo-runtime-1.0-1 +ok' rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library list

# There is nothing to do, and nothing is done.
stamp=$(stat -c %Y.%i "$set/lib/libamdhip64.so.5")
has '"status": "complete"' build --json demo-runtime.toml
is "$stamp" stat -c %Y.%i "$set/lib/libamdhip64.so.5"
# A set that was taken away is not said to be one: it is added again.
rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library remove demo-runtime-1.0-1 >/dev/null
has '^registered as library set demo-runtime-1.0-1;' build demo-runtime.toml
has 'demo-runtime-1.0-1 +ok' rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library list
is "$stamp" stat -c %Y.%i "$set/lib/libamdhip64.so.5"
# Another build stands beside it, and a changed recipe is another build.
has 'restart was given' build --restart demo-runtime.toml
sed -i 's/kinds\[1\]/kinds[ 1 ]/' patches/0001-coarse.patch
has 'one of its patches has changed' build demo-runtime.toml
is "$(printf 'demo-runtime-1.0-%s\n' 1 2 3)" ls sets
is "$stamp" stat -c %Y.%i "$set/lib/libamdhip64.so.5"
has 'demo-runtime-1.0-3 +ok' rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library list
has 'demo-runtime-1.0-1 +ok' rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library list

# What is no runtime is built, kept, and no set.
library_source numbers
recipe numbers "[[source]]
folder = \"numbers\"
$(step compile "$compile")
$(step install "$install")"
exits 1 build numbers.toml
has 'built, but not registered: .*no ROCm library' build numbers.toml
is 1 runs_of compile
is libnumbers.so ls sets/numbers-1-1/lib
# Without the right to register, what root has to do is said.
if [ "$(id -u)" -ne 0 ]; then
  has 'cp -R --preserve=mode,links,timestamps .*/numbers-1-1 /opt/rmcp/' rmcpctl library build numbers.toml
  has 'rmcpctl library add /opt/rmcp/numbers-1-1' rmcpctl library build numbers.toml
fi
