// SPDX-License-Identifier: MIT
// record_lines FILE: a record as rmcpctl reads it, a line for each kind: WHERE KIND COUNT BYTES
// LIVE FAILURES REDIRECTED.
#include "inspect/memory_record.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

using namespace rmcp::client;

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  const auto document = memory_record_document(bytes);
  if (!document) return std::printf("%s\n", document.error().c_str()), 1;
  for (const Json& kind : items(*document, "kinds")) {
    const std::string address = text(kind, "address");
    std::printf("%s %s", (address.empty() ? text(kind, "owner") : address).c_str(),
                text(kind, "kind").c_str());
    for (const char* key : {"count", "bytes", "live_bytes", "failures", "redirected"})
      std::printf(" %lld", static_cast<long long>(number(kind, key)));
    std::puts("");
  }
  return 0;
}
