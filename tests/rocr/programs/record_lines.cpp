// SPDX-License-Identifier: MIT
// record_lines PID: the record of a process as rmcpctl reads it: its state, then a line for each
// kind: WHERE KIND COUNT BYTES LIVE FAILURES REDIRECTED.
#include "client/document/json.hpp"
#include "client/inspect/memory_record.hpp"

#include <cstdio>
#include <cstdlib>

using namespace rmcp::client;

namespace {

void print(const Json& kind) {
  const std::string address = text(kind, "address");
  std::printf("%s %s", (address.empty() ? text(kind, "owner") : address).c_str(),
              text(kind, "kind").c_str());
  for (const char* key : {"count", "bytes", "live_bytes", "failures", "redirected"})
    std::printf(" %lld", static_cast<long long>(number(kind, key)));
  std::puts("");
}

}  // namespace

int main(int argc, char** argv) {
  const char* runtime_dir = std::getenv("XDG_RUNTIME_DIR");
  if (argc != 2 || !runtime_dir) return 2;
  const auto pid = static_cast<unsigned>(std::atoi(argv[1]));
  const auto document = read_memory_record(pid, {.runtime_dir = runtime_dir, .number = pid});
  if (!document) return std::puts(document.error().text.c_str()), 1;
  if (!*document) return std::puts("none"), 0;
  std::puts(text(**document, "state").c_str());
  for (const Json& kind : items(**document, "kinds")) print(kind);
  return 0;
}
