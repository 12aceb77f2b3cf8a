// SPDX-License-Identifier: MIT
// rmcp-hang FOLDER: a file system over the folder that never answers, as that of a server which is
// gone. What waits for it can be killed, as with NFS. Ends with SIGTERM, and then the folder is as
// it was. Status 77: there is no FUSE to be had.
#define FUSE_USE_VERSION 31
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fuse3/fuse_lowlevel.h>

namespace {

constexpr int kSkipped = 77;

/// No reply, until who waits is killed.
void hang(fuse_req_t request) {
  fuse_req_interrupt_func(
      request, [](fuse_req_t interrupted, void*) { fuse_reply_err(interrupted, EINTR); }, nullptr);
}

const fuse_lowlevel_ops& operations() {
  static const auto all = [] {
    fuse_lowlevel_ops ops{};
    ops.lookup = [](fuse_req_t request, fuse_ino_t, const char*) { hang(request); };
    ops.getattr = [](fuse_req_t request, fuse_ino_t, fuse_file_info*) { hang(request); };
    ops.access = [](fuse_req_t request, fuse_ino_t, int) { hang(request); };
    ops.opendir = [](fuse_req_t request, fuse_ino_t, fuse_file_info*) { hang(request); };
    ops.create = [](fuse_req_t request, fuse_ino_t, const char*, mode_t, fuse_file_info*) {
      hang(request);
    };
    ops.mkdir = [](fuse_req_t request, fuse_ino_t, const char*, mode_t) { hang(request); };
    ops.unlink = [](fuse_req_t request, fuse_ino_t, const char*) { hang(request); };
    return ops;
  }();
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: rmcp-hang FOLDER\n");
    return 2;
  }
  char name[] = "rmcp-hang";
  char* arguments[] = {name, nullptr};
  fuse_args options = FUSE_ARGS_INIT(1, arguments);
  auto* session = fuse_session_new(&options, &operations(), sizeof operations(), nullptr);
  if (session == nullptr) return kSkipped;
  if (fuse_session_mount(session, argv[1]) != 0) return kSkipped;
  fuse_set_signal_handlers(session);
  const int result = fuse_session_loop(session);
  fuse_remove_signal_handlers(session);
  fuse_session_unmount(session);
  fuse_session_destroy(session);
  return result < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
