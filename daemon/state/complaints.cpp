// SPDX-License-Identifier: MIT
// A list for the process: complaints come from several threads.
#include "daemon/state/complaints.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>

namespace rmcp::state {
namespace {

struct Damages {
  std::mutex mutex;
  std::map<std::string, std::string> by_path;
  std::map<std::string, std::string> unwritten;  // likewise
};

Damages& damages() {
  static auto* const all = new Damages;  // never destroyed: a thread that hangs must not outlive it
  return *all;
}

}  // namespace

void report_damage(const std::string& path, const std::string& what) {
  auto& all = damages();
  const std::lock_guard lock(all.mutex);
  all.by_path.emplace(path, what);
}

bool is_damaged(const std::string& path) {
  auto& all = damages();
  const std::lock_guard lock(all.mutex);
  return all.by_path.contains(path);
}

void set_unwritten(const std::string& path, const std::string& why) {
  auto& all = damages();
  const std::lock_guard lock(all.mutex);
  if (why.empty())
    all.unwritten.erase(path);
  else
    all.unwritten[path] = why;
}

std::vector<std::string> complaints() {
  auto& all = damages();
  const std::lock_guard lock(all.mutex);
  std::vector<std::string> out;
  for (const auto& [path, what] : all.by_path)
    out.push_back(fmt::format(
        "{}: damaged: {}; its valid part is used, and the file is kept as {}.damaged when it is "
        "written again",
        path, what, path));
  for (const auto& [path, why] : all.unwritten)
    out.push_back(fmt::format("{}: cannot be written: {}; will be tried again", path, why));
  return out;
}

void forget_complaints() {
  auto& all = damages();
  const std::lock_guard lock(all.mutex);
  all.by_path.clear();
  all.unwritten.clear();
}

}  // namespace rmcp::state
