# machine: no-gpu
# options: --no-daemon
# What git writes without hunks is applied as `git apply` does it: files made and removed empty, modes, moves; or refused as a whole.
# shellcheck source=tests/integration/recipes.sh
. "$RMCP_TESTS/integration/recipes.sh"
command -v git >/dev/null || exit 77
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
umask 022
# Names, kinds, who may execute, what is in them.
look() { (cd "$1" && find . -path ./.git -prune -o -printf '%p %y %m\n' | sort && tree .); }
mkdir -p code/tools code/old
for name in swap_a swap_b moved copied moved_and_run both; do seq 1 100 | sed "s/^/$name /" >code/$name; done
printf '#!/bin/sh\n' | tee code/run >code/tools/run_no_more
: >code/gone && : >code/old/last && chmod +x code/tools/run_no_more
cp -r code now
git -C now init -q && git -C now add -A && git -C now commit -qm start
commit() { git -C now add -A && git -C now diff --cached -B -M -C --find-copies-harder --no-rename-empty >"$1" && git -C now commit -qm next; }
(
  cd now || exit
  : >empty && mkdir new && : >new/runs && chmod +x new/runs run && chmod -x tools/run_no_more
  rm gone old/last && mv moved new/moved && cp copied copy && mv moved_and_run runs && chmod +x runs both
  echo more >>both && mv swap_a x && mv swap_b swap_a && mv x swap_b
)
commit 1.patch
(cd now && echo 'now with a line' >empty && chmod -x new/runs && rm -r tools && git mv new/moved moved && : >gone)
commit 2.patch
for what in 'new file mode 100755' 'deleted file mode 100644' 'old mode 100755' 'rename from moved' 'rename from swap_a' 'copy from'; do
  has "^$what" cat 1.patch
done
cp -r code applied
for n in 1 2; do (cd applied && git apply ../$n.patch) || fail "git apply $n.patch"; done
series() { for file in "$@"; do printf '[[patch]]\nfile = "%s"\n' "$file"; done; }
body=$'[[source]]\nfolder = "code"'
steps=$'[[step]]\nname = "x"\nrun = ["true"]'
recipe git "$body"$'\n'"$(series 1.patch 2.patch)"$'\n'"$steps"
build git.toml >out 2>&1
is "$(look applied)" look "$(work_of git.toml)/sources/git" || cat out

# What git apply refuses is refused, by name, and the tree is as it was.
pristine=$(look code)
head_of() { printf 'diff --git a/%s b/%s\n' "$1" "${2:-$1}"; }
refused() { # NAME SENTENCE
  (cd code && ! git apply "../$1.patch") 2>/dev/null || fail "git apply takes $1.patch"
  recipe "$1" "$body"$'\n'"$(series "$1.patch")"$'\n'"$steps"
  exits 1 build "$1.toml"
  has "/$1.patch: $2\$" build "$1.toml"
  is "$pristine" look "$(work_of "$1.toml")/sources.new/$1"
}
{ cat 1.patch && head_of both && echo 'new file mode 100644'; } >made.patch
refused made 'both: creates a file that exists already'
{ head_of gone && echo 'new file mode 100644'; } >empty.patch
refused empty 'gone: creates a file that exists already'
{ head_of both && echo 'deleted file mode 100644'; } >full.patch
refused full 'both: removes a file with other lines than in the patch'
{ head_of nowhere && echo 'deleted file mode 100644'; } >removed.patch
refused removed 'nowhere: the file to change does not exist'
{ head_of nowhere && printf 'old mode 100644\nnew mode 100755\n'; } >mode.patch
refused mode 'nowhere: the file to change does not exist'
{ head_of nowhere there && printf 'similarity index 100%%\nrename from nowhere\nrename to there\n'; } >lost.patch
refused lost 'there: the file to move or copy does not exist'
{ head_of both copied && printf 'similarity index 100%%\nrename from both\nrename to copied\n'; } >over.patch
refused over 'copied: moves or copies a file over an existing one'
is git-1-1 ls sets

# No links, no submodules, in whatever way they come; nothing is fetched for that.
bad() { # NAME LINE SENTENCE
  recipe "$1" "$body"$'\n'"$(series "$1.patch")"$'\n'"$steps"
  has "/$1.patch:$2: $3" build "$1.toml"
  is '' find "$XDG_CACHE_HOME" -path "*/$1-*/sources/*"
}
ln -s /etc/passwd now/link && commit link.patch
bad link 2 'a symbolic link: only files are patched'
{ head_of both && printf 'old mode 100644\nnew mode 120000\n'; } >become.patch
bad become 3 'a symbolic link: only files are patched'
git -C now update-index --add --cacheinfo 160000,"$(git -C now rev-parse HEAD)",module
git -C now diff --cached >module.patch
bad module 2 'a submodule: its files are not in this tree'
head -c 100 /dev/zero >now/binary && git -C now add binary && git -C now diff --cached --binary -- binary >binary.patch
bad binary '[0-9]+' 'a binary patch'
