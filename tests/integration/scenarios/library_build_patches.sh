# machine: no-gpu
# options: --no-daemon
# A series is tried as a whole before a tree is touched; what does not fit is named by patch, file and hunk.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
library_source numbers
pristine=$(tree numbers)
# patch_from FILE SED...: what sed does to the tree as the patches before have left it.
cp -r numbers a
patch_from() {
  local file=$1
  shift
  cp -r a b
  sed -i "$@"
  diff -ruN a b >"$file"
  rm -r a && mv b a
}
patch_from 1.patch 's/return 1;/return 100;/; s/return 21;/return 2100;/' b/numbers.c
# The second changes what the first has made, the third a file that the second has added.
cp -r a b && sed -i 's/return 100;/return 101;/' b/numbers.c && echo 'int added(void);' >b/added.h
diff -ruN a b >2.patch
rm -r a && mv b a
patch_from 3.patch 's/added/added_later/' b/added.h
rm -r a
series() { for n in "$@"; do printf '[[patch]]\nfile = "%s.patch"\n' "$n"; done; }
body=$'[[source]]\nfolder = "numbers"'
steps=$(step compile "$compile")$'\n'$(step install "$install")
recipe good "$body"$'\n'"$(series 1 2 3)"$'\n'"$steps"
build good.toml >out 2>&1
[ -e sets/good-1-1/lib/libnumbers.so ] || fail "$(cat out)"
work=$(work_of good.toml)
has 'return 101;' cat "$work/sources/good/numbers.c"
is 'int added_later(void);' cat "$work/sources/good/added.h"
is "$pristine" tree numbers

# In another order they do not fit. The build that is there is complete as before, and nobody says otherwise.
made=$(tree "$work/sources/good")
recipe good "$body"$'\n'"$(series 2 1)"$'\n'"$steps"
exits 1 build good.toml
hasnt 'good-1-1 is incomplete' build good.toml
has '/2.patch: numbers.c: hunk 1 \(line 1\) does not fit' build good.toml
is "$made" tree "$work/sources/good"
is "$pristine" tree "$work/sources.new/good"
is good-1-1 ls sets
# Both hunks of the first patch, when the file has other lines there; of a series, the one that is at fault.
sed -i 's/return 1;/return 7;/; s/return 21;/return 8;/' numbers/numbers.c
other=$(tree numbers)
recipe conflict "$body"$'\n'"$(series 1 2 3)"$'\n'"$steps"
has '/1.patch: numbers.c: hunk 1 \(line 1\), hunk 2 \(line 1[0-9]\) does not fit' build conflict.toml
is "$other" tree numbers
is "$other" tree "$(work_of conflict.toml)/sources.new/conflict"
[ ! -e sets/conflict-1-1 ] || fail "a prefix was made"
# A file that is not there, and one whose patch is in already.
rm numbers/numbers.c
has '/1.patch: .*the file to change does not exist' build conflict.toml
library_source numbers
patch -sd numbers -p1 <1.patch
recipe twice "$body"$'\n'"$(series 1)"$'\n'"$steps"
has '/1.patch: numbers.c: ' build twice.toml

# What can be seen in the patch itself is refused before anything is fetched.
library_source numbers
sed 's|b/numbers.c|b/../../../evil.c|' 1.patch >out.patch
recipe bad "$body"$'\n'"$(series out)"$'\n'"$steps"
has "out.patch:[0-9]+: 'b/../../../evil.c' leads out of the tree" build bad.toml
head -n 8 1.patch >short.patch
recipe bad "$body"$'\n'"$(series short)"$'\n'"$steps"
has 'short.patch:[0-9]+: numbers.c: hunk 1 \(line [0-9]+\) is truncated' build bad.toml
recipe bad "$body"$'\n[[patch]]\nfile = "1.patch"\nsha256 = "'"$(printf '0%.0s' {1..64})"$'"\n'"$steps"
has 'bad.toml:7:1: patch: .*/1.patch: its sha256 is ' build bad.toml
recipe bad "$body"$'\n'"$(series none)"$'\n'"$steps"
has 'bad.toml:7:1: patch: .*/none.patch: ENOENT' build bad.toml
# Only what was checked is applied: no commands for ed, in front of a patch that is all right.
printf '%s\n' 'Index: a/numbers.c' 1a '#error from ed' . | cat - 1.patch >ed.patch
recipe ed "$body"$'\n'"$(series ed)"$'\n'"$steps"
build ed.toml >out 2>&1
has 'return 100;' cat "$(work_of ed.toml)/sources/ed/numbers.c"
hasnt 'from ed' cat "$(work_of ed.toml)/sources/ed/numbers.c"
# A link in the tree does not lead a patch elsewhere.
mkdir outside && library_source outside && untouched=$(tree outside)
mkdir linked && ln -s ../outside linked/sub
sed 's|[ab]/numbers.c|x/sub/numbers.c|' 1.patch >link.patch
recipe linked $'[[source]]\nfolder = "linked"\n'"$(series link)"$'\n'"$steps"
exits 1 build linked.toml
is "$untouched" tree outside
