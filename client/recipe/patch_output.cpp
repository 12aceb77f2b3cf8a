// SPDX-License-Identifier: MIT
// Parses the output of GNU patch (pch.c, patch.c: "patching file X", "Hunk #N FAILED at M.").
#include "client/recipe/patch_output.hpp"

#include <fmt/format.h>

#include <optional>

namespace rmcp::recipe {
namespace {

/// The text between two parts of a line, or nothing.
std::optional<std::string> between(std::string_view line, std::string_view before,
                                   std::string_view after) {
  const auto begin = line.find(before);
  if (begin == line.npos) return std::nullopt;
  line.remove_prefix(begin + before.size());
  const auto end = after.empty() ? line.size() : line.find(after);
  if (end == line.npos) return std::nullopt;
  return std::string(line.substr(0, end));
}

std::string file_named(std::string_view line) {
  auto name = between(line, "patching file ", "").value_or("");
  for (const std::string_view from : {" (renamed from ", " (copied from ", " (read from "})
    name = name.substr(0, name.find(from));
  return name;
}

struct Conflict {
  std::string file, hunks, reason;

  void read(std::string_view line) {
    const bool found = !hunks.empty() || !reason.empty();
    if (line.starts_with("patching file ") && !found) file = file_named(line);
    if (line.starts_with("patching file ") && file != file_named(line)) done = true;
    if (done) return;
    if (line.starts_with("Hunk #") && line.find("FAILED at ") != line.npos) return add_hunk(line);
    if (line.starts_with("can't find file to patch") && reason.empty()) {
      reason = "the file to change does not exist";
      file.clear();  // the last one was another file
    }
    if (line.find("previously applied) patch detected") != line.npos && reason.empty())
      reason = "is in the tree already, or was made in the other direction";
    if (line.find(" already exists!") != line.npos && reason.empty())
      reason = "creates a file that exists already";
    if (line.find("Not deleting file ") != line.npos && reason.empty())
      reason = "removes a file with other lines than in the patch";
  }

  void add_hunk(std::string_view line) {
    const auto number = between(line, "Hunk #", " ").value_or("?");
    auto at = between(line, "FAILED at ", "").value_or("?");
    at = at.substr(0, at.find_first_not_of("0123456789"));
    hunks += fmt::format("{}hunk {} (line {})", hunks.empty() ? "" : ", ", number, at);
  }

  bool done = false;
};

}  // namespace

std::string conflict_in(std::string_view output) {
  Conflict conflict;
  const auto whole = output;
  while (!output.empty()) {
    const auto line = output.substr(0, output.find('\n'));
    conflict.read(line);
    output.remove_prefix(std::min(output.size(), line.size() + 1));
  }
  const auto file = conflict.file.empty() ? "" : conflict.file + ": ";
  if (!conflict.hunks.empty()) return fmt::format("{}{} does not fit", file, conflict.hunks);
  if (!conflict.reason.empty()) return file + conflict.reason;
  return fmt::format("patch says: {}", whole.substr(0, 300));
}

}  // namespace rmcp::recipe
