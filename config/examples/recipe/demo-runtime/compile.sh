#!/bin/sh
# SPDX-License-Identifier: MIT
# compile.sh FOLDER: builds stand-ins for the three libraries that every library set needs.
set -eu
for name in libamdhip64.so.5 libhsa-runtime64.so.1 libamd_comgr.so.2; do
	echo "compile $name"
	cc -shared -fPIC -Wl,-soname,$name -Wl,--build-id -o "$1/$name" memory.c
done
