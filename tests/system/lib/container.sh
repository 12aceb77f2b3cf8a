# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# A booted container: at most one at a time, its processes noted in $RMCP_WORK.

# The first process of the container, in its own namespaces.
container() { cat "$RMCP_WORK/init" 2>/dev/null; }

inside() { # COMMAND... as root in the container
  nsenter --target "$(container)" --all --root --wd env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root \
    TERM=dumb DEBIAN_FRONTEND=noninteractive SYSTEMD_DEVICE_VERIFY_SYSFS=0 "$@"
}

is_up() { inside systemctl is-system-running 2>/dev/null | grep -qxE 'running|degraded'; }

# The init of a container takes the cgroup that it finds itself in for its own, and layers run side by side: each has one in
# every hierarchy. But for cpusets, which are empty at first and let nobody in.
cgroups() { # -> folders
  local controllers path top
  while IFS=: read -r _ controllers path; do
    top=/sys/fs/cgroup/${controllers#name=}
    [ -n "$controllers" ] || [ ! -d /sys/fs/cgroup/unified ] || top=/sys/fs/cgroup/unified
    [[ $controllers == *cpuset* ]] || [ ! -e "$top$path/cgroup.procs" ] || printf '%s\n' "${top%/}${path%/}/${RMCP_WORK##*/}"
  done </proc/self/cgroup
}

enter_cgroups() {
  local folder folders
  mapfile -t folders < <(cgroups)
  for folder in "${folders[@]}"; do
    mkdir -p "$folder" && echo "$BASHPID" >"$folder/cgroup.procs" || return
  done
}

remove_cgroups() {
  local folder
  cgroups | while read -r folder; do
    [ ! -d "$folder" ] || find "$folder" -depth -type d -exec rmdir {} \;
  done
}

# Everything that is written in it is gone with it, unless the layer sets `writable`: then it is written to the root, which
# otherwise is not changed and may be a link.
start_container() { # ROOT OPTION-OF-NSPAWN...
  power_off
  local root=$1 options=(--quiet --register=no --private-network --machine=rmcpd-test --console=pipe
    --boot --notify-ready=yes --resolv-conf=off --timezone=off)
  shift
  [ -n "${writable:-}" ] || options+=(--volatile=overlay)
  # Not registered with the host's systemd, as there may be none; then there is no scope to be had either.
  [ -d /run/systemd/system ] || options+=(--keep-unit)
  (
    [ -d /run/systemd/system ] || enter_cgroups
    exec systemd-nspawn "${options[@]}" --directory="$(realpath "$root")" "$@"
  ) </dev/null >"$RMCP_WORK/console" 2>&1 &
  echo $! >"$RMCP_WORK/nspawn"
  local _
  for _ in {1..300}; do
    pgrep --parent "$(cat "$RMCP_WORK/nspawn")" --exact systemd >"$RMCP_WORK/init" && is_up && break
    sleep 0.1
  done
  is_up || { cat "$RMCP_WORK/console"; echo "the container does not come up"; return 1; }
}

# There is nothing in it to be kept, so it need not shut down: without its init all of it is gone.
power_off() {
  local nspawn init _
  nspawn=$(cat "$RMCP_WORK/nspawn" 2>/dev/null) || return 0
  init=$(container)
  [ -z "$init" ] || kill -KILL "$init" 2>/dev/null || true
  for _ in {1..100}; do
    kill -0 "$nspawn" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$nspawn" 2>/dev/null || true
  rm -f "$RMCP_WORK/nspawn" "$RMCP_WORK/init"
  remove_cgroups
}
