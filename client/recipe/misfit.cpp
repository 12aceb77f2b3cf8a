// SPDX-License-Identifier: MIT
// Checks changes without hunks against a tree.
#include "client/recipe/misfit.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace rmcp::recipe {
namespace {

using Move = FilePatch::Move;

class Tree {
 public:
  Tree(const std::vector<FilePatch>& patch, const std::string& root) : patch_(patch), root_(root) {}

  Failure misfit(const FilePatch& file) const {
    if (file.move != Move::none) {
      if (!may_be_there(file.old_name)) return "the file to move or copy does not exist";
      if (stays(file.new_name)) return "moves or copies a file over an existing one";
    }
    if (!file.hunks.empty() || file.move != Move::none) return {};
    if (file.old_name.empty())
      return stays(file.new_name) ? Failure("creates a file that exists already") : Failure();
    if (!may_be_there(file.old_name)) return "the file to change does not exist";
    const auto size = size_of(file.old_name);
    if (file.new_name.empty() && size.value_or(0) != 0)
      return "removes a file with other lines than in the patch";
    return {};
  }

 private:
  [[nodiscard]] std::optional<off_t> size_of(const std::string& name) const {
    struct stat info {};
    if (::lstat((root_ + "/" + name).c_str(), &info) != 0) return std::nullopt;
    return info.st_size;
  }

  /// Swapped names exist all the time: files of one patch change places at once.
  [[nodiscard]] bool stays(const std::string& name) const {
    return size_of(name) && std::none_of(patch_.begin(), patch_.end(), [&](const FilePatch& other) {
             const bool goes = other.move == Move::rename || other.new_name.empty();
             return goes && other.old_name == name;
           });
  }

  [[nodiscard]] bool may_be_there(const std::string& name) const {
    return size_of(name) || std::any_of(patch_.begin(), patch_.end(), [&](const FilePatch& other) {
             const bool comes = other.move != Move::none || other.old_name.empty();
             return comes && other.new_name == name;
           });
  }

  const std::vector<FilePatch>& patch_;
  const std::string& root_;
};

}  // namespace

Failure misfit_in(const std::vector<FilePatch>& patch, const std::string& tree) {
  const Tree there(patch, tree);
  for (const auto& file : patch)
    if (const auto why = there.misfit(file)) return fmt::format("{}: {}", file.name(), why.text);
  return {};
}

}  // namespace rmcp::recipe
