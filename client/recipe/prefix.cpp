// SPDX-License-Identifier: MIT
// Creates, marks and removes prefixes.
#include "client/recipe/prefix.hpp"

#include "client/recipe/placeholders.hpp"
#include "client/recipe/trusted_way.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/root.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cerrno>
#include <optional>

namespace rmcp::recipe {
namespace {

constexpr unsigned kMostNumbers = 999;

std::string marker(const std::string& prefix) { return prefix + "/.rmcp-build-not-complete"; }

bool is_there(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

/// What a build leaves that was killed before it could write its marker.
bool is_empty_folder(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
         sys::list_directory(path).empty();
}

/// The folder of prefixes. Judged twice: what was missing may have been created by somebody else.
Failure make_trusted(const std::string& above, const std::string& prefix) {
  if (auto wrong = distrust_prefix(prefix)) return wrong;
  if (above.empty()) return {};
  if (auto wrong = sys::failure_at(above, sys::make_directories(above))) return wrong;
  return distrust_prefix(prefix);
}

std::string numbered(const std::string& pattern, unsigned number) {
  return expand(pattern, [&](std::string_view name) -> std::optional<std::string> {
    return name == "number" ? std::optional(fmt::format("{}", number)) : std::nullopt;
  });
}

}  // namespace

std::string prefix_pattern(const Recipe& recipe, const std::string& usual_folder) {
  const auto pattern =
      recipe.prefix.empty() ? usual_folder + "/@name@-@version@-@number@" : recipe.prefix;
  return expand(pattern, [&](std::string_view name) -> std::optional<std::string> {
    if (name == "name") return recipe.name;
    if (name == "version") return recipe.version;
    return std::nullopt;
  });
}

Expected<std::string> free_prefix(const std::string& pattern) {
  const bool counts = numbered(pattern, 1) != numbered(pattern, 2);
  for (unsigned number = 1; number <= (counts ? kMostNumbers : 1); ++number) {
    auto prefix = numbered(pattern, number);
    if (!is_there(prefix)) return prefix;
  }
  if (counts)
    return tl::unexpected(fmt::format("{}: all numbers up to {} are taken", pattern, kMostNumbers));
  return tl::unexpected(
      fmt::format("{}: exists already, and a build never goes into an existing folder: remove it, "
                  "or write @number@ into the recipe's prefix",
                  pattern));
}

Failure distrust_prefix(const std::string& prefix) {
  const auto wrong = distrust_way(prefix);
  if (!wrong) return {};
  return wrong.text +
         ": root has to own it and all folders above it: write another prefix into the recipe";
}

Expected<bool> make_prefix(const std::string& prefix, const std::string& work, bool again) {
  if (auto wrong = make_trusted(prefix.substr(0, prefix.rfind('/')), prefix))
    return tl::unexpected(wrong);
  if (::mkdir(prefix.c_str(), 0755) != 0) {
    if (errno != EEXIST)
      return tl::unexpected(fmt::format("{}: {}", prefix, sys::describe_errno(errno)));
    if (!again || !is_empty_folder(prefix)) return false;
  }
  // The marker decides, which only one build can create.
  const auto marked = sys::create_file(marker(prefix), work + "\n");
  if (marked == EEXIST) return false;
  if (auto wrong = sys::failure_at(marker(prefix), marked)) return tl::unexpected(wrong);
  return true;
}

bool is_unfinished(const std::string& prefix, const std::string& work) {
  return sys::read_regular(marker(prefix)) == work + "\n";
}

Failure finish_prefix(const std::string& prefix) {
  return sys::failure_at(marker(prefix), sys::remove_file(marker(prefix)));
}

}  // namespace rmcp::recipe
