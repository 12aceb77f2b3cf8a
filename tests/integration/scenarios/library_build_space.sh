# machine: no-gpu
# options: --no-daemon
# The disk is looked at before everything that writes, since others fill it too; what is built already is not asked for again.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
command -v nsenter >/dev/null && unshare --user --map-root-user --mount test -x "$(command -v rmcpctl)" 2>/dev/null || exit 77
# The cache is a small disk of its own, there as long as this sleeps.
mkdir "$place/cache"
unshare --user --map-root-user --mount sh -c "mount -t tmpfs -o size=64M none '$place/cache' && touch '$place/small' && exec sleep 100" >/dev/null 2>&1 &
holder=$!
eventually test -e small
# shellcheck disable=SC2016 # for the shell in there
inside() { nsenter --target $holder --user --mount --preserve-credentials sh -c 'cd "$1" && shift && exec "$@"' sh "$place" "$@"; }
build() { inside rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library build "$@"; }
others() { inside truncate -s 0 cache/other && inside sh -c "head -c $1 /dev/zero >cache/other"; }
library_source numbers
tar -czf numbers.tar.gz numbers
recipe small "disk_space = \"40 MB\"
[[source]]
tarball = \"numbers.tar.gz\"
sha256 = \"$(sha256sum numbers.tar.gz | cut -d' ' -f1)\"
$(step compile "head -c 20000000 /dev/zero >@build@/objects; [ ! -e $place/crowd ] || head -c 30000000 /dev/zero >$place/cache/other; $compile")
$(step install "$install")"

# Before anything is done.
others 30000000
has '^rmcpctl: .*/cache.*: 37(\.[0-9])? MB are free, the recipe needs 40 MB$' build --dry-run small.toml
exits 1 build small.toml
is '' inside find "$place/cache" -name state.json -o -name download
# Between two programs of a source: cp has brought the tarball, and others have filled the disk.
others 0
mkdir programs
printf '#!/bin/sh\n%s "$@" && head -c 30000000 /dev/zero >%s/cache/other\n' "$(command -v cp)" "$place" >programs/cp
chmod +x programs/cp
has "^rmcpctl: source 'small': unpack: not started: .*: 37(\.[0-9])? MB are free, the recipe needs 40 MB$" \
  env PATH="$place/programs:$PATH" nsenter --target $holder --user --mount --preserve-credentials \
  rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" library build "$place/small.toml"
is '' ls sets
# Between two steps; what the first has done is kept.
others 0
touch crowd
build small.toml >out 2>&1
has "^rmcpctl: step 'install': not started: .*: 1[67](\.[0-9])? MB are free, the recipe needs another (19|20)(\.[0-9])? MB of its 40 MB$" cat out
has 'small-1-1 is incomplete, and marked as such; the same command continues' cat out
has '1[67](\.[0-9])? MB are free, the recipe needs another' build small.toml
# Less than the whole is free, but more than what is still to come.
others 20000000
has "continuing at step 2 'install'" build small.toml
is 1 runs_of compile
is libnumbers.so ls sets/small-1-1/lib
# A recipe that says nothing of space: its failure says which disk is full, since the log is on it too.
recipe silent "[[source]]
folder = \"numbers\"
$(step compile "head -c 90000000 /dev/zero >@build@/objects")"
others 0
build silent.toml >out 2>&1
has "^rmcpctl: step 'compile': exit status 1; .*/cache/.*: 0 B are free$" cat out
inside find cache -name objects -delete
head -c 90000000 /dev/zero >numbers/large
build silent.toml --restart >out 2>&1
has "^rmcpctl: source 'silent': copy: exit status 1; .*/cache/.*: (0 B|[0-9.]+ kB) are free$" cat out
rm numbers/large
# Nor that there is room for no further file.
used=$(inside df --output=iused "$place/cache" | tail -1)
inside mount -o "remount,nr_inodes=$((used + 50))" none "$place/cache"
recipe silent "[[source]]
folder = \"numbers\"
$(step compile "for n in \$(seq 100); do : >@build@/\$n || exit; done")"
build silent.toml --restart >out 2>&1
has "^rmcpctl: step 'compile': exit status [0-9]+; .*/cache/.*: no inode is free$" cat out
kill $holder
