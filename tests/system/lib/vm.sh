# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# A virtual machine, and the line to the agent in it (guest/inside/agent.sh has the protocol). What is known of it lies in
# files, since each function of a layer runs in a shell of its own:
#   pid       of QEMU               agent.in, agent.out   the line: named pipes
#   used      a scenario has run    busy                  one was running and has not ended in order
# A guest that boots again, as a scenario may make it do (# boots: N), keeps what it has written to its disk.
#
# A layer that has one defines
#   guest_options   prints QEMU's options for memory, kernel and disk, a line each
#   guest_inside    an array: what goes into the guest with each scenario, as arguments of tar; check.sh is run there
# shellcheck disable=SC2154 # guest_inside: of layer.sh
vm=${RMCP_WORK:-}/vm
boot_patience=150
run_patience=150

# KVM when it works: a device node says little, so QEMU tries it.
accelerator() {
  if [ -w /dev/kvm ] && echo quit | timeout 20 qemu-system-x86_64 -machine q35,accel=kvm -cpu host \
    -m 64 -nodefaults -display none -monitor stdio >/dev/null 2>&1; then
    echo kvm
  else
    echo tcg
  fi
}

start_qemu() {
  local accelerator cpu=qemu64 options
  accelerator=$(accelerator)
  [ "$accelerator" = tcg ] || cpu=host
  mkdir -p "$vm"
  rm -f "$vm"/*
  mkfifo "$vm/agent.in" "$vm/agent.out"
  mapfile -t options < <(guest_options)
  # setsid: a scenario that is killed must not take the guest with it half way.
  TMPDIR=$vm setsid qemu-system-x86_64 -name rmcpd-test -pidfile "$vm/pid" \
    -machine "q35,sata=off,accel=$accelerator" -cpu "$cpu" -smp 2 \
    -nodefaults -no-user-config -display none "${options[@]}" \
    -serial "file:$vm/console.log" \
    -device virtio-serial-pci -chardev "pipe,id=agent,path=$vm/agent" \
    -device virtserialport,chardev=agent,name=rmcpd.test \
    </dev/null >"$vm/qemu.log" 2>&1 &
  # On a busy host that takes seconds.
  until [ -s "$vm/pid" ] || ! kill -0 $! 2>/dev/null; do sleep 0.1; done
}

guest_alive() { [ -s "$vm/pid" ] && kill -0 "$(cat "$vm/pid")" 2>/dev/null; }
guest_usable() { guest_alive && [ ! -e "$vm/busy" ]; }
guest_used() { [ -e "$vm/used" ]; }

# What the guest says next, in `line`. Fails when that takes longer, or when the guest has gone.
next_line() { # SECONDS
  local part end=$((SECONDS + $1))
  line=
  while [ "$SECONDS" -lt "$end" ]; do
    if IFS= read -r -t 2 part <&"$agent"; then
      line+=$part
      return
    fi
    line+=$part
    guest_alive || return
  done
  return 1
}

start_guest() {
  local line
  start_qemu
  exec {agent}<>"$vm/agent.out"
  while next_line "$boot_patience"; do
    case $line in
      '+ '*)
        printf 'guest: up after %s s of its own time\n' "${line#+ }"
        return
        ;;
    esac
  done
  echo "guest: it does not start; what QEMU and its console say:"
  tail -n 40 "$vm/qemu.log" "$vm/console.log"
  return 1
}

stop_guest() {
  guest_alive || return 0
  local pid
  pid=$(cat "$vm/pid")
  kill "$pid"
  for _ in {1..50}; do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid"
}

header() { sed -n "s/^# $1: //p" "$2"; } # NAME FILE

# The scenario goes in with the words that it is written in; its output comes back as it is written. When the guest boots
# again, it goes in again: as many times as its header says.
run_in_guest() { # FILE
  local boots boot answer=booted
  boots=$(header boots "$1")
  exec {agent}<>"$vm/agent.out"
  for ((boot = 1; boot <= ${boots:-1}; boot++)); do
    send_scenario "$1" "$boot" && relay_answer || return
    [ "$answer" = booted ] || break
  done
  case $answer:$boot in
    booted:*) echo "the guest has booted unasked; the end of its console:" && tail -n 40 "$vm/console.log" && return 1 ;;
    0:"${boots:-1}" | [!0]*) return "$answer" ;;
  esac
  echo "it ended in boot $boot of $boots"
  return 1
}

send_scenario() { # FILE BOOT
  local archive=$vm/scenario.tar name
  name=$(basename "$1")
  tar -cf "$archive" "${guest_inside[@]}" -C "$RMCP_TOP/tests/support" words.sh -C "$(dirname "$1")" "$name" || return
  touch "$vm/used" "$vm/busy"
  printf 'run %s %s bash check.sh %s %s\n' "$run_patience" "$(stat -c %s "$archive")" "$name" "$2" >"$vm/agent.in"
  cat "$archive" >"$vm/agent.in"
}

# How it has ended, in `answer`: a status, or `booted`. Fails when nothing is heard any more.
relay_answer() {
  local line
  while next_line "$((run_patience + 30))"; do
    case $line in
      '| '*) printf '%s\n' "${line#| }" ;;
      '+ '*)
        printf 'guest: up again after %s s of its own time\n' "${line#+ }"
        answer=booted
        return
        ;;
      '= '*)
        rm "$vm/busy"
        answer=${line#= }
        [ "$answer" != 124 ] || echo "the scenario has taken too long"
        return
        ;;
    esac
  done
  echo "the guest does not answer any more; the end of its console:"
  tail -n 40 "$vm/console.log"
  return 1
}
