# machine: no-gpu
# options: --no-daemon
# Code comes from a folder, a tarball or a repository, and only as the recipe has pinned it.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
command -v git >/dev/null || exit 77
steps=$(step compile "$compile")$'\n'$(step install "$install")
built() { ls "$place/sets/$1-1-1/lib/libnumbers.so" >/dev/null; }

library_source numbers
ln -s numbers.c numbers/also.c
recipe folder $'[[source]]\nfolder = "numbers"\n'"$steps"
build folder.toml >out 2>&1
built folder || fail "$(cat out)"
[ -L "$(work_of folder.toml)/sources/folder/also.c" ] || fail "a link has become something else"
# Another file is another build.
echo 'int more;' >>numbers/numbers.c
has "source 'folder' or one of its patches has changed" build folder.toml

tar -czf numbers.tar.gz numbers
sum=$(sha256sum numbers.tar.gz | cut -d' ' -f1)
recipe tarball $'[[source]]\ntarball = "numbers.tar.gz"\nsha256 = "'"$sum"$'"\n'"$steps"
build tarball.toml >out 2>&1
built tarball || fail "$(cat out)"
recipe tampered "$(sed -n '/^\[\[source/,$p' tarball.toml)"
echo more >>numbers.tar.gz
exits 1 build tampered.toml
has "tampered.toml:5:1: source 'tampered': .*numbers.tar.gz: its sha256 is [0-9a-f]{64}, the recipe wants $sum" build tampered.toml
[ ! -e sets/tampered-1-1 ] || fail "a tarball that is not the right one was built"

export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
git init -q -b main repository
library_source repository
git -C repository add . && git -C repository commit -qm one
commit=$(git -C repository rev-parse HEAD)
echo 'broken' >>repository/numbers.c && git -C repository commit -qam two
# Neither a hook nor a filter of the repository is run.
printf '#!/bin/sh\ntouch %s/hooked\n' "$place" >repository/.git/hooks/post-checkout
chmod +x repository/.git/hooks/post-checkout
recipe git $'[[source]]\ngit = "repository"\ncommit = "'"$commit"$'"\n'"$steps"
build git.toml >out 2>&1
built git || fail "$(cat out)"
[ ! -e hooked ] || fail "a hook was run"
# A server that gives no commit but the tips of branches: after one of those was fetched alone, an older one is found too.
tip=$(git -C repository rev-parse HEAD)
printf '[protocol]\n\tversion = 0\n' >"$place/.gitconfig"
for pin in "$tip" "$commit"; do
  recipe old $'[[source]]\ngit = "repository"\ncommit = "'"$pin"$'"\n[[step]]\nname = "x"\nrun = ["true"]'
  build old.toml >out 2>&1
done
rm .gitconfig
hasnt 'has no commit' cat out
for word in main v1 "${commit:0:12}"; do
  recipe moving $'[[source]]\ngit = "repository"\ncommit = "'"$word"$'"\n'"$steps"
  exits 2 build moving.toml
  has "moving.toml:7:10: error: commit: '$word' is not a full commit: the meaning of a branch, a tag" build moving.toml
done
recipe branch $'[[source]]\ngit = "repository"\nbranch = "main"\n'"$steps"
has 'branch.toml:7:1: error: branch: its meaning can change' build branch.toml
recipe lost $'[[source]]\ngit = "repository"\ncommit = "'"${commit//[0-9]/0}"$'"\n'"$steps"
exits 1 build lost.toml
has "source 'lost': .*repository has no commit" build lost.toml
recipe helper $'[[source]]\ngit = "ext::sh -c id"\ncommit = "'"$commit"$'"\n'"$steps"
has 'helper.toml:6:7: error: git: .*is not a URL' build helper.toml
is "$(printf '%s\n' folder-1-1 folder-1-2 git-1-1 old-1-1 old-1-2 tarball-1-1)" ls sets

# A source may have any name, also one that looks like another's unfinished tree.
library_source one && library_source two && echo one >one/which && echo two >two/which
for order in "x.new x" "x x.new"; do
  read -r first second <<<"$order"
  recipe named "$(for name in $first $second; do
    folder=one && [ "$name" = x ] || folder=two
    printf '[[source]]\nname = "%s"\nfolder = "%s"\n' "$name" "$folder"
  done)"$'\n'"$(step compare 'cat "@source:x@/which" "@source:x.new@/which" >'"$place"/both)"
  build named.toml --restart >out 2>&1
  is $'one\ntwo' cat both
  rm -f both
done

# Folders may have any mode: patch and the steps work in them all the same, and a later build replaces them. Modes hold no
# root back. Newer umockdevs (0.19) let only their own user open /dev/null; no machine is needed here.
held_back() {
  [ "$(id -u)" -ne 0 ] || set -- setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  env -u LD_PRELOAD -u UMOCKDEV_DIR "$@"
}
if held_back rmcpctl version >/dev/null 2>&1; then
  mkdir theirs && export XDG_CACHE_HOME=$place/theirs/cache
  [ "$(id -u)" -ne 0 ] || chown 65534 theirs
  library_source odd && mkdir odd/below && echo one >odd/below/file
  chmod 555 odd odd/below
  tar -czf odd.tar.gz -C odd .
  printf '%s\n' '--- a/below/file' '+++ b/below/file' '@@ -1 +1 @@' '-one' '+two' >odd.patch
  tarball=$'tarball = "odd.tar.gz"\nstrip = 0\nsha256 = "'$(sha256sum odd.tar.gz | cut -d' ' -f1)'"'
  for kind in 'folder = "odd"' "$tarball"; do
    recipe odd "[[source]]
$kind
[[patch]]
file = \"odd.patch\"
[[step]]
name = \"change\"
run = [\"sh\", \"-c\", \"touch new below/new && chmod 000 below && chmod 555 .\"]"
    sed -i 's|/sets/|/theirs/|' odd.toml
    for _ in 1 2; do
      exits 0 held_back rmcpctl library build odd.toml --restart
      is 555 stat -c %a theirs/cache/rmcp/build/odd-*/sources/odd
    done
  done
  chmod 755 theirs/cache/rmcp/build/odd-*/sources/odd/below
  is two cat theirs/cache/rmcp/build/odd-*/sources/odd/below/file
fi
