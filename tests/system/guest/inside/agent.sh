#!/bin/bash
# SPDX-License-Identifier: MIT
# agent.sh PORT: does what the host asks for through a virtio serial port, one request at a time.
#   host:   run SECONDS BYTES COMMAND...     a line, then BYTES of a tar archive
#   guest:  | text                           a line of output, as it comes
#           = STATUS                         the command has ended (124: it took longer than SECONDS,
#                                            125: there was no archive)
#           + UPTIME                         the guest has started
# The archive is unpacked into an empty folder, and the command runs there.
set -uo pipefail

answer() { # SECONDS COMMAND...
  local line
  timeout -k 5 "$@" 2>&1 </dev/null |
    while IFS= read -r line || [ -n "$line" ]; do printf '| %s\n' "$line"; done
  printf '= %s\n' "${PIPESTATUS[0]}"
}

serve() {
  local verb seconds bytes words folder
  while read -r verb seconds bytes words; do
    [ "$verb" = run ] || continue
    folder=$(mktemp -d /run/rmcpd-test.XXXXXX)
    cd "$folder" || exit
    if head -c "$bytes" | tar -xf -; then
      # shellcheck disable=SC2086 # the command's words
      answer "$seconds" $words
    else
      echo '= 125'
    fi
    cd /
    rm -rf -- "$folder"
  done
}

# Opened once: a port has one user at a time.
exec 0<>"$1" 1>&0
# Another boot may have ended within a line.
printf '\n+ %s\n' "$(cut -d' ' -f1 /proc/uptime)"
serve
