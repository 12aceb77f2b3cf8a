# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The packages, made once more.

# Says why what was built cannot be compared: objects from a compiler's cache carry the paths of whoever compiled them first.
why_not_comparable() { # BUILD_FOLDER; status 1 when it can
  grep -qs '^CMAKE_CXX_COMPILER_LAUNCHER:[^=]*=.' "$1/CMakeCache.txt" || return
  echo "it was compiled through a cache (CMAKE_CXX_COMPILER_LAUNCHER), see $1/CMakeCache.txt"
}

# When the commit was made that the packages were made of: all files in them are of that time.
time_of_packages() { # FOLDER -> seconds
  local times
  times=$(dpkg-deb --fsys-tarfile "$1"/rmcpd_*.deb | tar --list --verbose --utc --full-time | awk '{ print $4, $5 }' | sort -u)
  [ "$(wc -l <<<"$times")" -eq 1 ] && date --utc --date="$times" +%s
}

# Packs what is in a build folder with a umask of its own, and compares.
same_packages() { # FOLDER_OF_PACKAGES BUILD_FOLDER SCRATCH
  local packages=$1 build=$2 again=$3 top=${2%/build/*} time
  time=$(time_of_packages "$packages") || return
  (cd "$top" && umask 027 && SOURCE_DATE_EPOCH=$time units/debian/build "$build" "$again") || return
  local package
  for package in "$packages"/*.deb; do cmp "$package" "$again/${package##*/}" || return; done
}
