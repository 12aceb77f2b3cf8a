# The same source gives the same bytes: packed again; a program and a library compiled in another folder.
# With another umask and time zone. `./setup check reproducible` compiles everything again.
if why_not_comparable "$RMCP_TOP/build/release"; then exit 77; fi
unset CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER
export TZ=Pacific/Chatham
exits 0 same_packages "$RMCP_DEBS" "$RMCP_TOP/build/release" "$RMCP_WORK/again"

programs=(libexec/rmcp-generator lib/librmcp-hsa.so)
copy=$RMCP_WORK/another/folder/with-a-longer-name
copy_sources "$copy"
compile_some() { cd "$copy" && umask 027 && cmake --preset release && ninja -C build/release "${programs[@]}"; }
exits 0 compile_some
for program in "${programs[@]}"; do exits 0 cmp {"$RMCP_TOP","$copy"}/build/release/"$program"; done
