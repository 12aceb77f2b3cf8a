# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# For login shells: what policy gives to sessions ([sessions] in rmcp-policy(5)). rmcpd writes the file, and only then.
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
