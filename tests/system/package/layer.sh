# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The packages as files: what Debian's own checker says, what is in them, whether they can be made again.
# shellcheck disable=SC2034 # read by run
patience=2400 # one scenario compiles everything

why_not() {
  local program
  for program in lintian dpkg-deb dh cmake ninja; do
    command -v "$program" >/dev/null || { echo "$program is missing" && return; }
  done
  compgen -G "$RMCP_DEBS/rmcpd_*.deb" >/dev/null || { echo "no packages in $RMCP_DEBS: ./setup deb" && return; }
  return 1
}

prepare() {
  local package
  for package in rmcpd rmcpctl librmcp-hsa rmcp-devparam-dkms; do dpkg-deb --raw-extract "$RMCP_DEBS/$package"_*.deb "$RMCP_WORK/$package"; done
}

scenario() {
  set +e
  scenario=$1 # for words.sh
  # shellcheck source=tests/support/words.sh
  . "$RMCP_TOP/tests/support/words.sh"
  cd "$RMCP_WORK" || exit
  run_scenario_file
  [ "$failures" -eq 0 ] || exit 1
}

clean() { :; }
