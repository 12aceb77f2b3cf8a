# llama.cpp's HIP backend is opened later: named with --target its code is listed, without it there is a hint.
need_extra ggml
folder=$lib/ggml/backends0
program=/usr/libexec/x86_64-linux-gnu/ggml/test-backend-ops
answer reader with_extra ggml inside python3 /mnt/bundles.py list $folder/libggml-hip.so
answer inspect with_extra ggml started rmcpctl --json inspect --target $folder -- $program
listed() { read_answer inspect 'print("\n".join(p["path"].split("/")[-1] + ": " + " ".join(p["targets"]) for p in answer["code"]))'; }
is "$(cat "$RMCP_WORK/answer-reader")" listed
answer plain with_extra ggml started rmcpctl inspect -d "$(address_of gfx1032)" -- $program
has 'ggml/backends0|--target' said plain
