# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The layer container with Debian 13: systemd 257, polkit 126, sdbus-c++ 2.
# shellcheck disable=SC2034,SC2154 # $release is for lib/roots.sh; $suite is run's
release=trixie
RMCP_LAYER=$suite/container
# shellcheck source=tests/system/container/layer.sh
. "$RMCP_LAYER/layer.sh"
