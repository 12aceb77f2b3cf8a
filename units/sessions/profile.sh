# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# For login shells: sets the variables of [sessions] in rmcp-policy(5). The file exists only if rmcpd has written it.
if [ -r /run/rmcp/session.env ]; then
  case $- in
    *a*) . /run/rmcp/session.env ;;
    *)
      set -a
      . /run/rmcp/session.env
      set +a
      ;;
  esac
fi
