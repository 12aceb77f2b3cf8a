# The targets that inspect lists of real libraries are those that a reader finds that was written for this test.
answer reader inside python3 /mnt/bundles.py list $lib/librocrand.so.1 $lib/librocfft.so.0 /mnt/with-gfx1030
answer inspect started env LD_PRELOAD="librocrand.so.1 librocfft.so.0" rmcpctl --json inspect -- /mnt/with-gfx1030
listed() {
  read_answer inspect 'print("\n".join(sorted(place["path"].split("/")[-1] + ": " + " ".join(place["targets"]) for place in answer["code"])))'
}
is "$(sort "$RMCP_WORK/answer-reader")" listed
has 'librocrand.so.1: gfx1010 gfx1030 .*gfx90a' listed
