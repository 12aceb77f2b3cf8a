# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# In the root: compiles what the scenarios run, into /mnt.
cd /mnt || exit
g++ -std=c++20 -O1 -fPIC -shared -pthread -isystem /usr/include/hsakmt -o libhsakmt.so.1 thunk/*.cpp \
  -Wl,-z,defs -Wl,-soname,libhsakmt.so.1 -Wl,--version-script=thunk/libhsakmt.map
# shellcheck disable=SC2054 # the linker's comma
hip=(-O1 -std=c++20 hip_program.cpp -l:libamdhip64.so.5 -Wl,--allow-shlib-undefined)
g++ "${hip[@]}" -o hip_program
# A program that brings its own copy, as wheels do: its RPATH comes before LD_LIBRARY_PATH.
g++ "${hip[@]}" -o bringing_program -Wl,--disable-new-dtags -Wl,-rpath,/opt/own/lib
g++ -O1 rocblas_program.cpp -ldl -o rocblas_program
# The bundles of real code, and programs that have one each.
python3 bundles.py cut /usr/lib/x86_64-linux-gnu/librocrand.so.1 --all code
for target in code/*; do
  objcopy --add-section ".hip_fatbin=$target" hip_program "with-${target#code/}"
done
