# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What ./setup has installed and what it takes away again. For setup, which has $as_root, say and die; the folder is that of the source.
# shellcheck disable=SC2154 # setup's

# What was installed from here, and what is still to be taken away of the installation before.
list=build/release/installed.txt
before=build/release/installed_before.txt
# Checksums of the installed files in /etc, except /etc/rmcp, which belongs to the administrator from the start.
etc_sums=build/release/install_etc.sha256
# cmake's own list is also of what it installs elsewhere, as for packages. An older ./setup had only that.
manifest=build/release/install_manifest.txt
[ -f $list ] || [ ! -f $etc_sums ] || list=$manifest

# An earlier attempt that has failed may have left a list, too.
note_before() {
  local lists=() file
  for file in $list $before; do [ ! -f "$file" ] || lists+=("$file"); done
  [ ${#lists[@]} -gt 0 ] || return 0
  LC_ALL=C sort -u "${lists[@]}" >$before.new
  mv -f $before.new $before
}

# The files that the version before has installed and this one has not.
remove_dropped() {
  [ -f $before ] || return 0
  local file other dropped=()
  while read -r file; do
    # Under another name it may be installed: /lib is /usr/lib on most systems.
    while read -r other || [ -n "$other" ]; do
      [[ ! $file -ef $other ]] || continue 2
    done <$list
    dropped+=("$file")
  done < <(LC_ALL=C sort -u $list | LC_ALL=C comm -23 $before -)
  remove_files ${dropped[@]+"${dropped[@]}"}
  rm -f $before
}

note_etc() { sed -n '\#^/etc/rmcp/#d; \#^/etc/#p' $list | xargs -r -d '\n' sha256sum -- >$etc_sums; }

remove_files() { # FILE...
  local file in_etc=() others=()
  for file; do
    case $file in
      /etc/rmcp/*) ;;
      /etc/*) in_etc+=("$file") ;;
      *) others+=("$file") ;;
    esac
  done
  remove_from_etc ${in_etc[@]+"${in_etc[@]}"}
  [ ${#others[@]} -gt 0 ] || return 0
  "${as_root[@]}" rm -f -- "${others[@]}"
  remove_empty_folders "${others[@]}"
}

# Folders with our name, and those below them.
remove_empty_folders() { # FILE-THAT-WAS-THERE...
  local folder folders
  mapfile -t folders < <(
    for folder; do
      while folder=${folder%/*} && [[ $folder == *rmcp* ]]; do printf '%s\n' "$folder"; done
    done | LC_ALL=C sort -ru # what is below comes first
  )
  [ ${#folders[@]} -eq 0 ] || "${as_root[@]}" rmdir --ignore-fail-on-non-empty -- "${folders[@]}" 2>/dev/null || true
}

# Removes unchanged files, names those that changed or whose checksum is unknown.
remove_from_etc() { # FILE...
  local sum file kept=() why="changed since they were installed"
  local -A sums=()
  if [ -f $etc_sums ]; then
    while read -r sum file; do sums[$file]=$sum; done <$etc_sums
  else
    why="installed by an older ./setup, which recorded no checksums"
  fi
  for file; do
    [ -e "$file" ] || continue
    if [[ $("${as_root[@]}" sha256sum -- "$file") == "${sums[$file]-?} "* ]]; then
      "${as_root[@]}" rm -f -- "$file"
    else
      kept+=("$file")
    fi
  done
  [ ${#kept[@]} -eq 0 ] || say "kept, $why: ${kept[*]}"
}

# The installed packages that have files of ours.
our_packages() {
  command -v dpkg-query >/dev/null || return 0
  { dpkg-query --search /usr/libexec/rmcpd /usr/bin/rmcpctl '/usr/lib/*/rmcp/librmcp-hsa.so' 2>/dev/null || true; } |
    sed -n 's/^\([^ :]*\):.*/\1/p' | sort -u | while read -r name; do printf '%s ' "$name"; done
}

# dpkg would go on believing that the files are its own.
refuse_packages() { # VERB REMEDY
  local packages
  packages=$(our_packages)
  [ -z "$packages" ] || die "$1" "the files belong to the packages ${packages% }: $2apt-get remove ${packages% }"
}
