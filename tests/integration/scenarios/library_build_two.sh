# machine: no-gpu
# options: --no-daemon
# Two builds never install into one prefix: the slower one takes the next number, in all that it does and says.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
library_source numbers
mkdir one two programs
steps=$(step compile "$compile")$'\n'$(step install "$install; echo \$RMCP_PREFIX >@prefix@/where")
for folder in one two; do
  recipe same $'[[source]]\nfolder = "../numbers"\n'"$steps"
  mv same.toml $folder
done
prefix_in() { sed -n 's/^  "prefix": "\(.*\)",$/\1/p' "$1"; }
# slow_build RECIPE: waits with its copy of the sources until there is a file "go".
printf '#!/bin/sh\ntouch %s/copies\nuntil [ -e %s/go ]; do sleep 0.05; done\nexec %s "$@"\n' "$place" "$place" "$(command -v cp)" >programs/cp
chmod +x programs/cp
slow_build() { PATH=$place/programs:$PATH start_build --json "$1"; }

slow_build one/same.toml
eventually test -e copies
build --json two/same.toml >two/out
is "$place/sets/same-1-1" prefix_in two/out
touch go
wait $pid
is "$place/sets/same-1-2" prefix_in out
has "step.*/sets/same-1-2|cp @?.*/sets/same-1-2/lib" cat out
is "$place/sets/same-1-2" prefix_in "$(work_of one/same.toml)/state.json"
for number in 1 2; do is "$place/sets/same-1-$number" cat sets/same-1-$number/where; done
is "$(printf 'same-1-%s\n' 1 2)" ls sets
is '' find sets -name '.rmcp*'

# Without a number there is nothing else to take.
rm copies go
sed -i 's/-@number@//; s/"same"/"single"/' {one,two}/same.toml
slow_build one/same.toml
eventually test -e copies
build two/same.toml >two/out 2>&1
touch go
wait $pid
has 'prefix: .*/single-1: exists already, and a build never goes into an existing folder' cat out
is "$place/sets/single-1" cat sets/single-1/where
