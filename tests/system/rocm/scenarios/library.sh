# Debian's own ROCm, which is a mix of releases, is a library set: added and verified without a complaint.
answer add started sh -c "rmcpctl library add $lib && rmcpctl library verify"
has '^ *name: rocm-5\.7$' said add
has '^ *state: ok$' said add
has '^ *reasons: -$' said add
has '^rocm-5\.7: ok$' said add
for file in libamdhip64.so.5 libhsa-runtime64.so.1 libhsakmt.so.1 libamd_comgr.so.2 librocfft.so.0 librocrand.so.1; do
  has "^ +(libraries:)? *$file: " said add
done
hasnt '^status|mixed' said add
