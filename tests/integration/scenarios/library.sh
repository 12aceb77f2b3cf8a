# machine: rx6600
# A library set from its registration to the program that runs on it, and what happens when its files change.
card=0000:03:00.0
set=$RMCP_MACHINE_ROOT/rocm-test
mkdir -m 755 "$set" "$set/lib"
for file in "$RMCP_SHAPES"/whole/lib/*; do install -m 644 "$file" "$set/lib"; done
wheel=$RMCP_MACHINE_ROOT/wheel
cp -r "$RMCP_SHAPES/wheel-rpath" "$wheel"
program=$RMCP_SHAPES/bin/plain
library() { rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library "$@"; }
# Which HIP a program on the card has mapped: it opens the wheel's libtorch_hip.so, as Python does.
hip() { rmcpctl run $card --target "$wheel" "$@" -- "$program" "$wheel/libtorch_hip.so" | awk '/libamdhip64/ { print $5 }' | sort -u; }
inode() { stat -c %i "$1"; }

# A policy that names what is not there says so, and nothing is started.
policy 10-library <<<'format = 1
[[rule]]
name = "set"
library = "rocm-test"'
eventually rmcpctl reload
becomes $card degraded
has "there is no library set 'rocm-test'|no manifest names it" rmcpctl status
exits 1 rmcpctl run $card -- true

exits 1 library add "$RMCP_MACHINE_ROOT"
has 'written: .*/library-sets.d/rocm-test.toml' library add "$set"
has '^rocm-test +ok' library list
exits 0 library verify rocm-test
has 'libamdhip64.so.6 [0-9a-f]' library show rocm-test
exits 2 rmcpctl library show nothing
exits 2 rmcpctl library show
exits 2 rmcpctl library bake "$set"

# The daemon has seen the manifest by itself.
eventually shows 'rocm-test +ok' rmcpctl library
eventually shows applied rmcpctl list
has '"rocm-test"' rmcpctl --json show $card
has "^export LD_LIBRARY_PATH='$set/lib" rmcpctl env $card
has "^export MIOPEN_USER_DB_PATH=.*/rocm-test/gfx1032'" rmcpctl env $card

# A wheel brings its own HIP: a path does not change that, a mount does, and so is what is done without being told.
is "$(inode "$wheel/libamdhip64.so")" hip --mode=path
has 'LD_LIBRARY_PATH' rmcpctl inspect --device $card --target "$wheel" -- "$program"
if unshare --user --map-root-user --mount true 2>/dev/null; then
  is "$(inode "$set/lib/libamdhip64.so.6")" hip --mode=mount
  is "$(inode "$set/lib/libamdhip64.so.6")" hip
  has '"mode": "mount"' rmcpctl --json inspect --device $card --target "$wheel" -- "$program"
fi
# Two copies in one process are refused.
exits 1 rmcpctl run $card --target "$wheel" --mode=preload -- "$program"
has 'two copies of libamdhip64' rmcpctl run $card --target "$wheel" --mode=preload -- "$program"

# A program that asks for the numbered name gets the set by its path.
is "$set/lib/libamdhip64.so.6" sh -c "rmcpctl run $card -- $RMCP_SHAPES/bin/plain libamdhip64.so.6 | grep -o '/[^ ]*libamdhip64[^ ]*' | sort -u"

# An upgrade behind its back: nothing of it is exported any longer, and it says what broke.
install -m 644 "$RMCP_SHAPES/spoilt/other-build.so" "$set/lib/libamdhip64.so.6"
eventually shows degraded rmcpctl list
has 'library set rocm-test: lib/libamdhip64.so.6 its build-id is [0-9a-f]+, not [0-9a-f]+: it has been replaced' rmcpctl status
exits 1 rmcpctl env $card
has 'its build-id is' rmcpctl env $card
exits 3 library verify
has '"state": "broken"' rmcpctl --json library
# Another set is not taken in its place, registered anew it is fine again.
library add "$set" --name another >/dev/null
exits 1 rmcpctl run $card -- true
library add "$set" >/dev/null
eventually shows applied rmcpctl list
exits 0 rmcpctl run $card -- true

# Its files are deleted while it is selected, and come back.
mv "$set" "$set.away"
eventually shows degraded rmcpctl list
has "library set rocm-test: $set does not exist" rmcpctl status
has "library set rocm-test: $set does not exist" rmcpctl env $card
exits 1 rmcpctl run $card -- true
mv "$set.away" "$set"
eventually shows applied rmcpctl list

# A folder that others may write to is no place for a runtime.
chmod 777 "$set/lib"
eventually shows degraded rmcpctl list
has "library set rocm-test: lib/lib[^ ]+ cannot be trusted: $set/lib is writable by everyone" rmcpctl env $card
exits 1 rmcpctl env $card
chmod 755 "$set/lib"
eventually shows applied rmcpctl list

# What its libraries need is followed to its ends, and watched there.
install -m 644 "$RMCP_SHAPES/deep/libamd_comgr.so.2" "$set/lib"
install -m 755 -d "$set/lib/deps"
install -m 644 "$RMCP_SHAPES"/deep/deps/* "$set/lib/deps"
library add "$set" >/dev/null
eventually shows applied rmcpctl list
sleep 1 # until the changes to the folder itself have been looked at
rm "$set/lib/deps/libfurther.so"
eventually shows degraded rmcpctl list
has 'libamd_comgr.so.2 needs libbeside.so, which needs libfurther.so, which is neither in the set nor on this system' rmcpctl env $card
install -m 644 "$RMCP_SHAPES/deep/deps/libfurther.so" "$set/lib/deps"
eventually shows applied rmcpctl list

# none: programs find what they always found.
rmcpctl set $card library=none >/dev/null
hasnt LD_LIBRARY_PATH rmcpctl env $card
rmcpctl unset $card library >/dev/null

# Removed while it is selected.
has 'files are kept' library remove rocm-test
eventually shows degraded rmcpctl list
has "there is no library set 'rocm-test': rmcpctl library list" rmcpctl status
exits 1 rmcpctl run $card -- true
has 'library set rocm-test: no manifest names it' rmcpctl run $card -- true
exits 1 rmcpctl env $card
exits 0 test -e "$set/lib/libamdhip64.so.6"
exits 1 library remove rocm-test

# automatic: only sets that are meant for the card.
policy 10-library <<<'format = 1'
rmcpctl reload
becomes $card unconfigured
hasnt LD_LIBRARY_PATH rmcpctl env $card
library add "$set" --name meant --match-gfx gfx1032 >/dev/null
eventually shows LD_LIBRARY_PATH rmcpctl env $card

# Reverted and held, a card's programs get nothing of it, automatic or not; an apply brings it back.
rmcpctl revert >/dev/null
hasnt LD_LIBRARY_PATH rmcpctl env $card
rmcpctl apply >/dev/null
has LD_LIBRARY_PATH rmcpctl env $card
