# An ordinary user makes the same packages as root: nothing of it asks for root, and all files in them belong to root.
as_user() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
command -v setpriv >/dev/null && as_user true || { echo "no other user can be had" && exit 77; }
tree=$RMCP_TOP/build/release
as_user test -r "$tree/cmake_install.cmake" || { echo "$tree: not readable for others" && exit 77; }
folder=$RMCP_WORK/of-a-user
chmod a+x "$RMCP_WORK" && mkdir -p "$folder"/{upper,work} && chown -R 65534 "$folder"
# His tree is his own: cmake notes in it what it installs. In an overlay, in a namespace that is gone with the command.
pack() {
  local time
  time=$(time_of_packages "$RMCP_DEBS") || return
  export folder tree top=$RMCP_TOP
  SOURCE_DATE_EPOCH=$time HOME=$folder unshare --mount bash -ec '
    mount -t overlay none -o "lowerdir=$tree,upperdir=$folder/upper,workdir=$folder/work" "$tree"
    rm -f "$tree"/install_manifest*
    cd "$top" && exec setpriv --reuid=65534 --regid=65534 --clear-groups units/debian/build "$tree" "$folder/deb"'
}
exits 0 pack
for package in "$RMCP_DEBS"/*.deb; do exits 0 cmp "$package" "$folder/deb/${package##*/}"; done
