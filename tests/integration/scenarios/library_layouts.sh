# machine: rx6600
# A folder of each shape in which ROCm is installed becomes a manifest, which is then a set that a card can have.
card=0000:03:00.0
root=$RMCP_MACHINE_ROOT/layouts
sets=$RMCP_MACHINE_POLICY/library-sets.d
library() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library "$@"; }
# put SHAPE FOLDER: the files of a folder of shapes, as root would have them.
put() {
  (cd "$RMCP_SHAPES/$1" && find . -type f -print0) | while IFS= read -r -d '' file; do
    mkdir -p -m 755 "$(dirname "$2/$file")"
    install -m 644 "$RMCP_SHAPES/$1/$file" "$2/$file"
  done
}
umask 022

# TheRock's tree, and /opt/rocm/lib that leads to it.
put therock "$root/opt/rocm/core-10.0"
mkdir "$root/opt/rocm/core-10.0/.info"
echo 10.0.0 >"$root/opt/rocm/core-10.0/.info/version"
ln -s core-10.0/lib "$root/opt/rocm/lib"
has 'written: .*/rocm-10.0.toml' library add "$root/opt/rocm"
has "^prefix = \"$root/opt/rocm/core-10.0\"" cat "$sets/rocm-10.0.toml"
has '^rocm_version = "10.0.0"' cat "$sets/rocm-10.0.toml"
has '^file = "lib/libamdhip64.so.7"' cat "$sets/rocm-10.0.toml"
has '^rocm-10.0 +ok +10.0.0' library list

# TheRock's wheels: the runtime in one package, what is built on it in another.
site=$root/site-packages
put therock "$site/_rocm_sdk_core"
put therock-libraries "$site/_rocm_sdk_libraries_gfx103X_all"
mkdir "$site/_rocm_sdk_core/.info"
echo 10.0.0 >"$site/_rocm_sdk_core/.info/version"
has 'written: .*/rocm-10.0.0.toml' library add "$site"
has '^file = "_rocm_sdk_core/lib/libhsa-runtime64.so.1"' cat "$sets/rocm-10.0.0.toml"
has '^file = "_rocm_sdk_libraries_gfx103X_all/lib/librocblas.so.5"' cat "$sets/rocm-10.0.0.toml"

# Two families of GPUs: the card is of one of them, of neither, of both; or the folder says which is meant.
put therock-libraries "$site/_rocm_sdk_libraries_gfx110X_all"
has 'using _rocm_sdk_libraries_gfx103X_all, not _rocm_sdk_libraries_gfx110X_all: by name it is for gfx1032 in this machine' library add "$site"
has '^file = "_rocm_sdk_libraries_gfx103X_all/lib/librocblas.so.5"' cat "$sets/rocm-10.0.0.toml"
has '"notes": \[$' library --json add "$site"
library add --name=theirs "$site/_rocm_sdk_libraries_gfx110X_all" >added 2>&1 || fail "$(cat added)"
hasnt '^using ' cat added
has "^prefix = \"$site\"" cat "$sets/theirs.toml"
has '^file = "_rocm_sdk_libraries_gfx110X_all/lib/librocblas.so.5"' cat "$sets/theirs.toml"
library remove theirs >/dev/null
mv "$site/_rocm_sdk_libraries_gfx103X_all" "$site/_rocm_sdk_libraries_gfx120X_all"
exits 1 library add --name=neither "$site"
has 'gfx110X_all, _rocm_sdk_libraries_gfx120X_all; by name none is for a GPU of this machine \(gfx1032\)\. Name one: rmcpctl library add .*/_rocm_sdk_libraries_gfx110X_all$' library add --name=neither "$site"
mv "$site/_rocm_sdk_libraries_gfx110X_all" "$site/_rocm_sdk_libraries_gfx1032"
mv "$site/_rocm_sdk_libraries_gfx120X_all" "$site/_rocm_sdk_libraries_gfx103X_all"
has 'by name 2 are for a GPU of this machine \(gfx1032\)' library add --name=neither "$site"
[ ! -e "$sets/neither.toml" ] || fail 'one of two families was taken'
rm -r "$site/_rocm_sdk_libraries_gfx1032"

# PyTorch's wheel: names without numbers, the version in Python's.
mkdir -p "$root/torch/lib"
install -m 644 "$RMCP_SHAPES/wheel-rpath/libamdhip64.so" "$RMCP_SHAPES/wheel-rpath/libhsa-runtime64.so.1" "$root/torch/lib"
install -m 644 "$RMCP_SHAPES/whole/lib/libamd_comgr.so.2" "$root/torch/lib/libamd_comgr.so"
echo "__version__ = '2.7.0+rocm6.3'" >"$root/torch/version.py"
has 'written: .*/rocm-6.3.toml' library add "$root/torch/lib"
has '^file = "libamdhip64.so"' cat "$sets/rocm-6.3.toml"
has '^soname = "libamdhip64.so.6"' cat "$sets/rocm-6.3.toml"

# A distribution's folder, which says its version nowhere but in the name of a file.
put whole/lib "$root/usr/lib/x86_64-linux-gnu"
exits 1 library add "$root/usr"
has 'missing name, see --name' library add "$root/usr"
mv "$root/usr/lib/x86_64-linux-gnu/libamdhip64.so.6"{,.1.40093}
ln -s libamdhip64.so.6.1.40093 "$root/usr/lib/x86_64-linux-gnu/libamdhip64.so.6"
has 'written: .*/rocm-6.1.toml' library add "$root/usr/lib/x86_64-linux-gnu"
has '^file = "libamdhip64.so.6"' cat "$sets/rocm-6.1.toml"

# Each is whole, and programs of the card get it from where it is.
exits 0 library verify
policy 10-library <<<'format = 1
[[rule]]
name = "set"
library = "rocm-10.0.0"'
eventually rmcpctl reload
becomes $card applied
has "^export LD_LIBRARY_PATH='$site/_rocm_sdk_core/lib:$site/_rocm_sdk_libraries_gfx103X_all/lib" rmcpctl env $card
is "$site/_rocm_sdk_core/lib/libamdhip64.so.7" sh -c "rmcpctl run $card -- $RMCP_SHAPES/bin/plain libamdhip64.so.7 | grep -o '/[^ ]*libamdhip64[^ ]*' | sort -u"
