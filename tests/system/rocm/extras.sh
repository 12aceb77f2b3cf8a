# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Packages that are too large, or too far from a stable release, to be a part of the root: each is a tree of its own in
# $RMCP_CACHE. What cannot be had within the time is left out, and not tried again for a day.
extras=$RMCP_CACHE/rocm
extras_time=150 # seconds for all of them in one run

# extra NAME FOLDER SUITES PACKAGE...: a layer for the root that has the packages' files below FOLDER
extra() {
  local name=$1 seconds=$((extras_time - SECONDS)) new=$extras/$1.new
  shift
  [ ! -d "$extras/$name" ] && [ "$seconds" -gt 0 ] || return 0
  [ -z "$(find "$extras" -name "$name.failed" -mmin -1440)" ] || return 0
  rm -rf -- "$new"
  mkdir -p "$new"
  # shellcheck disable=SC2034 # read by inside
  if shared=$new inside timeout "$seconds" bash -ec "$(declare -f unpack_extra); unpack_extra \"\$@\"" - \
    "$(main_source)" "$@"; then
    rm -f "$extras/$name.failed"
    mv -- "$new" "$extras/$name"
  else
    rm -rf -- "$new"
    touch "$extras/$name.failed"
  fi
}

unpack_extra() { # SOURCE FOLDER SUITES PACKAGE...: in the root; the first suite is preferred
  local source=$1 folder=/mnt$2 suites=$3 suite package
  shift 3
  rm -f /etc/apt/sources.list
  for suite in $suites; do echo "deb $source $suite main" >>/etc/apt/sources.list; done
  # A mirror that is kept as it was on some day is good enough.
  apt-get -q -o Acquire::Check-Valid-Until=false update
  mkdir -p "$folder"
  cd "$folder" || return
  apt-get -q -t "${suites%% *}" download "$@"
  for package in *.deb; do dpkg-deb --extract "$package" . && rm -- "$package"; done
}

room_for_extras() { [ "$(df --output=avail --block-size=1G "$RMCP_CACHE" | tail -n 1)" -ge 8 ]; }

get_extras() {
  mkdir -p "$extras"
  if ! room_for_extras; then
    touch "$extras/no-room"
    return
  fi
  rm -f "$extras/no-room"
  SECONDS=0
  extra rocblas / trixie librocblas0
  extra ggml / trixie-backports libggml0 libggml0-backend-hip
  extra rocm7 /opt/rocm7 "experimental sid" libamdhip64-7 libhiprtc7 libhiprtc-builtins7 libhsa-runtime64-1 libamd-comgr3 \
    librocrand1 libllvm22 libxml2-16
}

# For scenarios: prints where the tree is, or ends the scenario with the reason.
need_extra() { # NAME
  [ ! -d "$extras/$1" ] || return 0
  if [ -e "$extras/no-room" ]; then
    echo "less than 8 GB are free in $RMCP_CACHE"
  else
    echo "its packages were not downloaded in $extras_time s (tried again after a day)"
  fi
  exit 77
}
