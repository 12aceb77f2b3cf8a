# machine: no-gpu
# options: --no-daemon
# What cannot go well is said before anything is made.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
library_source numbers
source=$'[[source]]\nfolder = "numbers"'
steps=$(step compile "$compile")$'\n'$(step install "$install")
recipe large $'disk_space = "900 PB"'
sed -i 's/900 PB/900000 TB/' large.toml
printf '%s\n' "$source" "$steps" >>large.toml
exits 1 build large.toml
has 'are free, the recipe needs 900 PB' build large.toml
has 'are free, the recipe needs 900 PB' build --dry-run large.toml
recipe taken $'[[source]]\nfolder = "numbers"\n'"$steps"
sed -i 's/-@number@//' taken.toml
mkdir sets/taken-1
echo mine >sets/taken-1/file
exits 1 build taken.toml
has 'prefix: .*/taken-1: exists already' build taken.toml
is mine cat sets/taken-1/file
recipe tools "$source"$'\n[[step]]\nname = "x"\nrun = ["no-such-compiler", "y"]'
has "no-such-compiler: no such program in PATH, step 'x' needs it" build tools.toml
recipe missing $'[[source]]\nfolder = "nowhere"\n'"$steps"
has "missing.toml:5:1: source 'missing': .*/nowhere: No such file" build missing.toml
recipe inside $'[[source]]\nfolder = "."\n'"$steps"
has 'contains the work folder ' build inside.toml
is '' find "$place/cache" -name 'state.json'
is taken-1 ls sets

# Mistakes in the recipe, all at once and with their places.
recipe wrong $'foler = "x"\n[[source]]\nfolder = "numbers"\ncomit = "x"\n[[step]]\nname = "a b"\nrun = "make"\n[[step]]\nname = "c"\nrun = ["x", "@prefx@"]'
exits 2 build wrong.toml
has "wrong.toml:5:1: error: unknown key 'foler'" build wrong.toml
has "wrong.toml:8:1: error: unknown key 'comit' of \[\[source\]\]; did you mean 'commit'" build wrong.toml
has "wrong.toml:11:7: error: run: expected a list" build wrong.toml
has "wrong.toml:12:.*unknown placeholder @prefx@; did you mean 'prefix'" build wrong.toml
exits 2 build
exits 2 build nowhere.toml
exits 2 rmcpctl library list --dry-run
exits 2 build --select=card0 wrong.toml
# What is no regular file is refused before it is opened: a FIFO would wait, a device may never end.
mkfifo pipe
tar -czf numbers.tar.gz numbers
for other in pipe /dev/zero numbers; do
  recipe tarball $'[[source]]\ntarball = "'"$other"$'"\nsha256 = "'"$(printf '0%.0s' $(seq 64))"$'"\n'"$steps"
  exits 1 timeout 5 rmcpctl library build --dry-run tarball.toml
  has "tarball.toml:5:1: source 'tarball': .*$other: is not a regular file$" timeout 5 rmcpctl library build --dry-run tarball.toml
  recipe patch "$source"$'\n[[patch]]\nfile = "'"$other"$'"\n'"$steps"
  exits 1 timeout 5 rmcpctl library build --dry-run patch.toml
  has "patch.toml:7:1: patch: .*$other: is not a regular file$" timeout 5 rmcpctl library build --dry-run patch.toml
  exits 2 timeout 5 rmcpctl library build --dry-run $other
  has "^rmcpctl: .*$other: is not a regular file$" timeout 5 rmcpctl library build --dry-run $other
done
recipe state "$source"$'\n'"$steps"
mkdir -p "$(work_of state.toml)" && mkfifo "$(work_of state.toml)/state.json"
exits 0 timeout 5 rmcpctl library build --dry-run state.toml
# Root builds in no folder that others could exchange, be it far above: neither the work nor what is installed.
if [ "$(id -u)" -eq 0 ]; then
  recipe theirs "$source"$'\n'"$steps"
  install -d -m 755 home home/theirs home/theirs/deep && chown 1 home/theirs && ln -s theirs home/link
  mkdir -m 775 shared && mkdir -m 1777 sticky
  # refused WHERE REASON, with and without --dry-run.
  refused() {
    for option in --dry-run --restart; do
      has "^rmcpctl: $1: cannot be trusted: $2$" build $option theirs.toml
      exits 1 build $option theirs.toml
    done
    is '' find home/theirs/deep shared -mindepth 1
  }
  hint="set XDG_CACHE_HOME to a folder of root's"
  for cache in home/theirs/deep home/theirs home/link/deep/cache; do
    XDG_CACHE_HOME=$place/$cache refused "$place/$cache/rmcp/build/theirs-[0-9a-f]{12}" "$place/home/theirs is owned by uid 1, not by root: $hint"
  done
  XDG_CACHE_HOME=$place/shared refused ".*/shared/rmcp/build/theirs-.*" "$place/shared is writable by its group: $hint"
  hint='root has to own it and all folders above it: write another prefix into the recipe'
  sed -i "s|/sets/|/home/theirs/deep/|" theirs.toml
  refused "prefix: $place/home/theirs/deep/theirs-1-1" "$place/home/theirs is owned by uid 1, not by root: $hint"
  sed -i "s|/home/theirs/deep/|/sets/|" theirs.toml
  work=$(work_of theirs.toml)
  mkdir -p "$work" && chown 1 "$work"
  refused "$work" "$work is owned by uid 1, not by root: set XDG_CACHE_HOME to a folder of root's"
  # Others cannot exchange what is not theirs in a sticky folder.
  export XDG_CACHE_HOME=$place/sticky
  build theirs.toml >out 2>&1
  is libnumbers.so ls sets/theirs-1-1/lib
fi
