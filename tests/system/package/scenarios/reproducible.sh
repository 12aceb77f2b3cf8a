# The same source in another folder, compiled anew with another umask, time zone and checkout time: the same bytes.
# Objects from a compiler's cache carry the paths of whoever compiled them first.
if grep -qs '^CMAKE_CXX_COMPILER_LAUNCHER:[^=]*=.' "$RMCP_TOP/build/release/CMakeCache.txt"; then
  echo "the packages were compiled through a cache (CMAKE_CXX_COMPILER_LAUNCHER), see build/release/CMakeCache.txt"
  exit 77
fi
copy=$RMCP_WORK/another/folder/with-a-longer-name
mkdir -p "$copy"
sources() { git -C "$RMCP_TOP" ls-files -z 2>/dev/null || (cd "$RMCP_TOP" && find . -path ./build -prune -o -type f -print0); }
sources | tar -C "$RMCP_TOP" --null --files-from=- --create | tar -C "$copy" --extract --touch
# No git there to ask for the time of the commit: it is in the packages.
times() { dpkg-deb --fsys-tarfile "$RMCP_DEBS"/rmcpd_*.deb | tar --list --verbose --utc --full-time | awk '{ print $4, $5 }' | sort -u; }
is 1 eval 'times | wc -l'
SOURCE_DATE_EPOCH=$(date --utc --date="$(times)" +%s)
export SOURCE_DATE_EPOCH TZ=Pacific/Chatham
unset CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER
again() {
  cd "$copy" && umask 027 && cmake --preset release && ninja -C build/release &&
    units/debian/build build/release "$RMCP_WORK/again"
}
exits 0 again
for package in rmcpd rmcpctl librmcp-hsa; do
  exits 0 cmp "$RMCP_DEBS/$package"_*.deb "$RMCP_WORK/again/$package"_*.deb
done
