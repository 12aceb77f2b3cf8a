// SPDX-License-Identifier: MIT
// Reads .rocm_kpack_ref; both keys are required (rocm-kpack runtime/src/loader.cpp:
// parse_hipk_metadata).
#include "lib/elf/kpack_reference.hpp"

#include "lib/elf/message_pack.hpp"

namespace rmcp::elf {
namespace {

constexpr std::size_t kLongest = 64 << 10;  // MAX_METADATA_SIZE of HIP's loader
constexpr std::size_t kMostPaths = 64;
constexpr std::size_t kLongestPath = 4096;  // PATH_MAX

Failure check_path(const std::string& path) {
  if (path.empty() || path.size() >= kLongestPath || path.find('\0') != path.npos)
    return "it names an archive that cannot exist";
  return {};
}

Failure take(KpackReference& out, const MessagePath& path, MessageValue&& value) {
  if (!value.text || path.empty()) return {};
  if (path.front() == "kernel_name" && path.size() == 1) out.name = std::move(*value.text);
  if (path.front() != "kpack_search_paths" || path.size() != 2) return {};
  if (out.paths.size() == kMostPaths) return "it names more archives than any library needs";
  if (auto wrong = check_path(*value.text)) return wrong;
  out.paths.push_back(std::move(*value.text));
  return {};
}

}  // namespace

Expected<KpackReference> parse_kpack_reference(std::string_view section) {
  KpackReference out;
  auto failure = walk_message(section.substr(0, kLongest),
                              [&out](const MessagePath& path, MessageValue&& value) {
                                return take(out, path, std::move(value));
                              });
  if (failure) return tl::unexpected(std::move(failure));
  if (out.name.empty()) return tl::unexpected(Failure("it does not name the library"));
  if (out.paths.empty()) return tl::unexpected(Failure("it names no archive"));
  return out;
}

}  // namespace rmcp::elf
