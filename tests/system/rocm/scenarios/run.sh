# A HIP program started in each mode has those files mapped that inspect foretold, and the real HIP runs on them.
# The second program brings a copy of its own, which a mere path does not replace.
card=$(address_of gfx1030)
# shellcheck disable=SC2016 # for the inner shell
in_each_mode='card=$1 lib=$2
  export RMCP_THUNK_GPUS=$3
  mkdir -p /opt/{set,own}/lib /mnt/run
  cp -L "$lib"/lib{amdhip64.so.5,hsa-runtime64.so.1,amd_comgr.so.2} /mnt/libhsakmt.so.1 /opt/set/lib
  cp /opt/set/lib/* /opt/own/lib
  python3 /mnt/other_build.py /opt/own/lib/*
  rmcpctl library add /opt/set --name set >/dev/null
  printf "format = 1\n[[rule]]\nname = \"set\"\nlibrary = \"set\"\n" >/etc/rmcp/policy.d/50-set.toml
  rmcpctl reload >/dev/null
  for _ in {1..300}; do rmcpctl env "$card" | grep -q /opt/set && break; sleep 0.1; done
  for program in hip_program bringing_program; do
    for mode in path preload mount; do
      rmcpctl --json inspect --device "$card" --mode=$mode -- /mnt/$program >/mnt/run/foretold-$program-$mode
      rmcpctl run "$card" --mode=$mode -- /mnt/$program maps >/mnt/run/mapped-$program-$mode
    done
    rmcpctl run "$card" -- /mnt/$program maps >/mnt/run/mapped-$program-auto
  done
  stat -c %i /opt/set/lib/* >/mnt/run/inodes'
answer start served bash -ec "$in_each_mode" - "$card" $lib "$(all_gfx | tr '\n' ' ')"
is '' said start

# "libamdhip64 set" or "libamdhip64 other", as it was mapped; as it was foretold.
mapped() { # PROGRAM MODE
  awk 'NR == FNR { set[$1]; next } { split($2, part, ".so"); sub(".*/", "", part[1]); print part[1], ($1 in set ? "set" : "other") }' \
    "$shared/run/inodes" "$shared/run/mapped-$1-$2" | sort
}
foretold() {
  python3 -c 'import json, sys
for library in sorted(json.load(sys.stdin)["devices"][0]["libraries"], key=lambda l: l["library"]):
    print(library["library"], "set" if library["in_set"].startswith("same") else "other")' <"$shared/run/foretold-$1-$2"
}
for program in hip_program bringing_program; do
  for mode in path preload mount; do
    is "$(foretold $program $mode)" mapped $program $mode
  done
done
whole=$(printf '%s set\n' libamd_comgr libamdhip64 libhsa-runtime64 libhsakmt)
for mode in path preload mount auto; do is "$whole" mapped hip_program $mode; done
for mode in preload mount auto; do is "$whole" mapped bringing_program $mode; done
has 'libamdhip64 other' mapped bringing_program path
