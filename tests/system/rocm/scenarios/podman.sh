# A container that asks for a card with its libraries runs the real HIP and rocBLAS on these alone.
for program in podman runc; do
  command -v $program >/dev/null || { echo "$program is not installed" && exit 77; }
done
card=$(address_of gfx1030)
mkdir -p "$shared/dev/dri"
for node in kfd dri/card7 dri/renderD135; do
  [ -e "$shared/dev/$node" ] || mknod "$shared/dev/$node" c 1 3 2>/dev/null || { echo "device nodes cannot be made here" && exit 77; }
done
real_set
root=$(rocm_root root_folder)

# What rmcpd offers, with this system's paths: it has seen /mnt and its own /dev.
# shellcheck disable=SC2016 # for the inner shell
offer='rmcpctl library add /mnt/set --name set >/dev/null
  printf "format = 1\n[[rule]]\nname = \"set\"\nlibrary = \"set\"\n" >/etc/rmcp/policy.d/50-set.toml
  rmcpctl reload >/dev/null
  for _ in {1..300}; do grep -q -- "$1-libs" /run/cdi/rmcp.json 2>/dev/null && break; sleep 0.1; done
  cat /run/cdi/rmcp.json'
answer cdi served bash -ec "$offer" - "$card"
mkdir -p "$RMCP_WORK/cdi"
read_answer cdi '
def here(edits):
    for mount in edits.get("mounts", []):
        mount["hostPath"] = mount["hostPath"].replace("/mnt/", sys.argv[2] + "/", 1)
    for node in edits.get("deviceNodes", []):
        node["hostPath"] = sys.argv[2] + node["path"]
here(answer.get("containerEdits", {}))
for device in answer["devices"]:
    here(device.get("containerEdits", {}))
print(json.dumps(answer))' "$shared" >"$RMCP_WORK/cdi/rmcp.json"

# In mounts of its own: /run/cdi of this system stays as it is, and so does the root.
container() { # COMMAND...
  # shellcheck disable=SC2016 # for the inner shell
  unshare --mount bash -ec '
    work=$1 root=$2 device=$3; shift 3
    mkdir -p "$work/podman" /run/cdi
    mount --bind "$work/cdi" /run/cdi
    mount -t tmpfs tmpfs "$work/podman"
    mkdir "$work"/podman/{upper,work,root}
    mount -t overlay -o "lowerdir=$root,upperdir=$work/podman/upper,workdir=$work/podman/work" overlay "$work/podman/root"
    cp "$work"/shared/*_program "$work/podman/root/usr/bin/"
    podman --root "$work/podman/storage" --runroot "$work/podman/runroot" --tmpdir "$work/podman/tmpdir" \
      --storage-driver vfs --cgroup-manager cgroupfs --events-backend file --runtime runc \
      run --rm --network=none --ulimit nofile=20000:20000 --ulimit nproc=32768:32768 \
      ${device:+--device "$device"} --env RMCP_THUNK_GPUS=gfx1030 --rootfs "$work/podman/root" "$@"' - \
    "$RMCP_WORK" "$root" "$@"
}
[ "$(container '' echo runs 2>"$RMCP_WORK/podman.err")" = runs ] || {
  tail -n 1 "$RMCP_WORK/podman.err"
  exit 77
}
device=io.github.rmcpd/gpu=$card-libs
answer maps container "$device" hip_program maps
for file in libamdhip64.so.5 libhsa-runtime64.so.1 libhsakmt.so.1 libamd_comgr.so.2; do
  has "^[0-9]+ /opt/rmcp/set/lib/$file" said maps
done
hasnt ' /(usr/)?lib/' said maps
# Without the set it is the root's ROCm, which has a thunk that finds no GPU.
exits 2 container '' hip_program maps
[ -d "$shared/set/lib/rocblas" ] || { echo "without rocBLAS in it: not downloaded, or on another file system" && return; }
answer blas container "$device" rocblas_program librocblas.so.0
is initialized said blas
