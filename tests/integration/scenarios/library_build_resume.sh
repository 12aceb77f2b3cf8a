# machine: no-gpu
# options: --no-daemon
# A build that has failed, was interrupted or killed goes on where it was; what has been done is not done again.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
command -v pgrep >/dev/null || exit 77
library_source numbers
recipe slow $'[[source]]\nfolder = "numbers"\n'"$(step compile "$compile")
$(step wait "until [ -e $place/go ]; do sleep 0.05; done")
$(step install "$install")"
waits() { pgrep -f "until .*$place/go" >/dev/null; }
gone() { ! waits; }
ran() { [ "$(runs_of "$1")" = "$2" ]; }
status() { sed -n 's/^  "status": "\(.*\)",$/\1/p' "$(work_of slow.toml)/state.json"; }

# Interrupted: the step's processes are gone, the prefix is marked.
for signal in INT TERM; do
  rm -f ran
  start_build --restart slow.toml
  eventually ran wait 1
  exits 0 waits
  exits 1 build slow.toml
  has 'another build of this recipe is running there' build slow.toml
  kill -$signal $pid
  wait $pid
  ended=$?
  is $((128 + $(kill -l $signal))) echo $ended
  has "step 'wait': interrupted" cat out
  has 'slow-1-1 is incomplete, and marked as such; the same command continues' cat out
  is interrupted status
  [ -e sets/slow-1-1/.rmcp-build-not-complete ] || fail "the prefix is not marked"
  exits 0 gone
done
has "continuing at step 2 'wait'" build --dry-run slow.toml

# Killed without a word: nothing of the step is left, the lock is free.
start_build slow.toml
eventually ran wait 2
exits 0 waits
kill -KILL $pid
wait $pid 2>/dev/null
is running status
eventually gone
touch go
build slow.toml >out 2>&1
has "the last run was killed in 'wait', continuing at step 2 'wait'" cat out
is complete status
is 1 runs_of compile
is 3 runs_of wait
is 1 runs_of install
is lib ls -A sets/slow-1-1

# A failing step: how its log ends, where the log is; a repaired step goes on in the same prefix.
rm ran
recipe broken $'[[source]]\nfolder = "numbers"\n'"$(step compile "$compile")
$(step check "echo cannot be; exit 3")
$(step install "$install")"
exits 1 build broken.toml
is 1 runs_of check
build broken.toml >out 2>&1
has "step 'check': exit status 3" cat out
has '^  cannot be$' cat out
has 'full log: .*/logs/02-check.log' cat out
has '"status": "failed"' build --json broken.toml
is '' find sets/broken-1-1 -name '*.so'
sed -i 's/exit 3/exit 0/' broken.toml
has "continuing at step 2 'check'" build broken.toml
is 1 runs_of compile
is libnumbers.so ls sets/broken-1-1/lib
# A changed first step is a new build, a changed later one is not while the build is not complete.
recipe broken $'[[source]]\nfolder = "numbers"\n'"$(step compile "$compile")
$(step check "true")
$(step install "false")"
build broken.toml >out 2>&1
has "step 3 'install' has changed since it was built|step 2 'check' has changed since it was built" cat out
is 2 runs_of compile
sed -i 's/; true"""/; : true"""/' broken.toml
has "step 2 'check' has changed, continuing there" build broken.toml
is 2 runs_of compile
sed -i 's/-shared/-O1 -shared/' broken.toml
has "step 1 'compile' has changed" build broken.toml
is 3 runs_of compile
is "$(printf '%s\n' broken-1-1 broken-1-2 slow-1-1)" ls sets
# What a step leaves running ends with it.
recipe behind $'[[source]]\nfolder = "numbers"\n'"$(step leave "(until [ -e $place/never ]; do sleep 0.05; done) &")"
build behind.toml >out 2>&1
is 1 runs_of leave
exits 1 pgrep -f "until .*$place/never"
# So does what has left its session, however the build ends.
far=$(step leave "setsid sh -c '(until [ -e $place/far ]; do sleep 0.05; done) & wait' & ( (until [ -e $place/far ]; do sleep 0.05; done) &); until [ \$(pgrep -fc 'until .*$place/far') -gt 3 ]; do sleep 0.05; done; echo all >>$place/ran; [ -e $place/ends ] || sleep 60")
goes_on() { pgrep -f "until .*$place/far" >/dev/null; }
ended() { ! goes_on; }
recipe far $'[[source]]\nfolder = "numbers"\n'"$far"
for end in INT KILL keeper; do
  rm -f ran
  start_build --restart far.toml
  eventually ran all 1
  exits 0 goes_on
  if [ $end = keeper ]; then kill -KILL "$(pgrep -P $pid)"; else kill -$end $pid; fi
  wait $pid 2>/dev/null
  if [ $end = KILL ]; then eventually ended; else exits 1 goes_on; fi
done
has "step 'leave': .*was killed" cat out
touch ends
build --restart far.toml >out 2>&1
is complete sed -n 's/^  "status": "\(.*\)",$/\1/p' "$(work_of far.toml)/state.json"
exits 1 goes_on
# A step that cannot be started, a program that crashes.
recipe crash $'[[source]]\nfolder = "numbers"\n'"$(step crash 'kill -SEGV $$')"
has "step 'crash': killed by SIGSEGV" build crash.toml
recipe nowhere $'[[source]]\nfolder = "numbers"\n[[step]]\nname = "x"\ndirectory = "none"\nrun = ["true"]'
has 'cannot enter .*/sources/nowhere/none: No such file' build nowhere.toml
