// SPDX-License-Identifier: MIT
// Reads environ and status of /proc/PID.
#include "client/inspect/record_place.hpp"

#include "lib/sys/file.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

constexpr std::string_view kVariable = "XDG_RUNTIME_DIR=";
constexpr std::size_t kMostBytes = 4 << 20;

std::string runtime_dir_in(std::string_view environment) {
  while (!environment.empty()) {
    const auto entry = environment.substr(0, environment.find('\0'));
    environment.remove_prefix(std::min(entry.size() + 1, environment.size()));
    if (entry.starts_with(kVariable)) return std::string(entry.substr(kVariable.size()));
  }
  return {};
}

/// The last number in a line of status: of `Uid:` the owner of files that the process makes, of
/// `NSpid:` its number in its own namespace.
std::optional<std::int64_t> last_number(std::string_view status, std::string_view key) {
  for (const auto line : split_words(status, "\n")) {
    if (!line.starts_with(key)) continue;
    return whole_number(split_words(line).back());
  }
  return std::nullopt;
}

}  // namespace

RecordPlace record_place(unsigned pid, const std::string& proc) {
  const auto folder = fmt::format("{}/{}", proc, pid);
  const auto status = sys::read_file(folder + "/status", kMostBytes).value_or("");
  RecordPlace out{
      .runtime_dir = runtime_dir_in(sys::read_file(folder + "/environ", kMostBytes).value_or("")),
      .number = static_cast<unsigned>(last_number(status, "NSpid:").value_or(pid))};
  if (auto root = sys::Root::of(folder + "/root")) out.root = std::move(*root);
  if (const auto uid = last_number(status, "Uid:")) out.owner = static_cast<uid_t>(*uid);
  if (out.runtime_dir.empty() && out.owner)
    out.runtime_dir = fmt::format("/run/user/{}", *out.owner);
  return out;
}

}  // namespace rmcp::client
