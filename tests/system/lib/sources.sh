# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# The source under test, without what a build has left in it.

# Root need not be believed by git, nor is every source a checkout.
sources() { # -> files, each ended by a NUL
  git -C "$RMCP_TOP" ls-files -z 2>/dev/null ||
    (cd "$RMCP_TOP" && find . \( -path ./build -o -path ./.git \) -prune -o -type f -print0)
}

copy_sources() { # FOLDER
  mkdir -p "$1"
  sources | tar -C "$RMCP_TOP" --null --files-from=- --create | tar -C "$1" --extract --touch
}
