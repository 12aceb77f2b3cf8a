# A runtime that root builds by a recipe is a set that a device gets when it is told so, and the one before is there to go back to.
mkdir -p "$RMCP_WORK/recipe/lib"
for soname in libamdhip64.so.6 libhsa-runtime64.so.1 libamd_comgr.so.2; do
  echo 'int a;' | cc -shared -fPIC -nostdlib -Wl,--build-id -Wl,-soname,$soname -x c -o "$RMCP_WORK/recipe/lib/$soname" - || exit 1
done
cat >"$RMCP_WORK/recipe/runtime.toml" <<'R'
format = 1
name = "runtime"
version = "1"
[[source]]
folder = "lib"
[[step]]
name = "install"
run = ["sh", "-c", "mkdir -p @prefix@/lib && cp *.so.* @prefix@/lib/"]
R
exits 0 inside mkdir /root/recipe
tar -C "$RMCP_WORK/recipe" -cf - . | inside tar --no-same-owner -C /root/recipe -xf -
high_policy
enable_now
becomes "$card" applied

build() { inside env HOME=/root rmcpctl library build "$@"; }
exits 0 build --select $card /root/recipe/runtime.toml
uses() { rmcpctl status $card | grep -q "Library: *$1,"; }
eventually uses runtime-1-1
# The next build stands beside it.
exits 0 build --restart --select $card /root/recipe/runtime.toml
eventually uses runtime-1-2
exits 0 rmcpctl library verify runtime-1-1
exits 0 rmcpctl set --keep $card library=runtime-1-1
eventually uses runtime-1-1
# A device that is not there is said to be, and the set is built and registered all the same.
exits 1 build --restart --select nothing /root/recipe/runtime.toml
has '^runtime-1-3 +ok' rmcpctl library list
# What is selected outlives a restart.
exits 0 inside systemctl restart rmcpd
eventually uses runtime-1-1
