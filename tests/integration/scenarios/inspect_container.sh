# machine: rx6600
# A process in a container is looked at in its own root: its libraries, and the kernels beside them, by links of that root.
unshare --user --map-root-user --mount true 2>/dev/null || exit 77
box=$RMCP_MACHINE_ROOT/box
lib=$RMCP_MACHINE_ROOT/rocm/lib kernels=$RMCP_MACHINE_ROOT/kernels
mkdir -p "$box$lib" "$box$kernels/library" "$box/usr" "$box/proc" "$box/old"
for folder in bin lib lib64; do
  if [ -L /$folder ]; then ln -s "$(readlink /$folder)" "$box/$folder"; else mkdir "$box/$folder"; fi
done
cp "$RMCP_SHAPES/bin/plain" "$box/plain"
cp "$RMCP_SHAPES/wheel-rpath/libhsa-runtime64.so.1" "$box$lib/librocblas.so.4"
ln -s "$kernels" "$box$lib/rocblas"
: >"$box$kernels/library/TensileLibrary_gfx1030.co"
: >"$box$kernels/library/mine_gfx1031.co"
# A trap: the same path is another folder outside.
mkdir -p "$kernels/library"
: >"$kernels/library/TensileLibrary_gfx906.co"

cat >"$RMCP_MACHINE_ROOT/enter" <<'END'
cd "$1" || exit 1
mount --rbind "$1" "$1" && cd "$1" && mount --rbind /usr usr && mount --rbind /proc proc || exit 1
for folder in bin lib lib64; do [ -L "$folder" ] || mount --rbind "/$folder" "$folder" || exit 1; done
[ "$2" = chroot ] && exec chroot . /plain "$3"
pivot_root . old && cd / && umount -l /old && exec /plain "$3"
END

# start HOW LIBRARY FOLDER: a process in the box that has loaded the library, with its kernels in
# the folder ("": where it looks by itself); its id is in $inside.
start() {
  mkfifo "$RMCP_MACHINE_ROOT/input-$1"
  RMCP_HOLD=1 env -u LD_PRELOAD -u UMOCKDEV_DIR ROCBLAS_TENSILE_LIBPATH="$3" \
    unshare --user --map-root-user --mount sh "$RMCP_MACHINE_ROOT/enter" "$box" "$1" "$2" \
    <"$RMCP_MACHINE_ROOT/input-$1" >"$RMCP_MACHINE_ROOT/output-$1" 2>&1 &
  inside=$!
  exec 9>"$RMCP_MACHINE_ROOT/input-$1"
  eventually grep -q '^ready$' "$RMCP_MACHINE_ROOT/output-$1"
}
end() {
  exec 9>&-
  wait $inside
  rm "$RMCP_MACHINE_ROOT"/input-*
}

for how in pivot chroot; do
  start $how "$lib"/librocblas.so.4 ""
  has "rocBLAS +$lib/librocblas.so.4" rmcpctl inspect --pid $inside
  has "^gfx1030 gfx1031 +$lib/rocblas/library$" rmcpctl inspect --pid $inside
  hasnt 'gfx906' rmcpctl inspect --pid $inside
  has "the paths are those of its own root, /proc/$inside/root" rmcpctl inspect --pid $inside
  end
  start $how "$lib"/librocblas.so.4 "$kernels/library"
  has "^gfx1030 gfx1031 +$kernels/library$" rmcpctl inspect --pid $inside
  end
done

sleep 60 &
hasnt 'own root' rmcpctl inspect --pid $!
kill $!
