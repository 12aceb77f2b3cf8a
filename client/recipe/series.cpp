// SPDX-License-Identifier: MIT
// Runs patch(1), first on a scratch copy: a later patch of a series may change the result of an
// earlier one, so none of them can be tried alone.
#include "client/recipe/series.hpp"

#include "client/recipe/folder.hpp"
#include "client/recipe/misfit.hpp"
#include "client/recipe/patch_output.hpp"
#include "client/recipe/space.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::recipe {
namespace {

/// Unified diffs only: patch would pass leading text that looks like a script to ed(1). No fuzz: a
/// person has to look at a hunk whose context has changed. The applied text is the checked one, not
/// a file that may have changed since.
Result<void> apply_one(const ReadPatch& patch, const std::string& tree, Site& site) {
  if (auto wrong = misfit_in(patch.files, tree))
    return failure(fmt::format("{}: {}", patch.patch.file, wrong.text));
  const auto text = site.places.work + "/patch";
  if (const auto wrong = sys::failure_at(text, sys::replace_file(text, patch.text, 0600, false)))
    return failure(wrong.text);
  const auto log = site.log("00-patch");
  auto applied = run_helper(site, patch.patch.file,
                            {"patch", fmt::format("--strip={}", patch.patch.strip),
                             "--directory=" + tree, "--input=" + text, "--unified", "--batch",
                             "--forward", "--fuzz=0", "--no-backup-if-mismatch", "--reject-file=-"},
                            log, {{"PATCH_GET", "0"}});
  if (applied || applied.error().signal != 0) return applied;
  const auto output = sys::read_file(log).value_or("");
  if (output.empty()) return applied;  // a full disk has no room for what patch says either
  return failure(fmt::format("{}: {}{}", patch.patch.file, conflict_in(output), full_disks(site)));
}

}  // namespace

Result<void> apply_series(const std::vector<ReadPatch>& patches, const std::string& source,
                          const std::string& tree, Site& site) {
  for (const auto& patch : patches) {
    if (patch.patch.source != source) continue;
    if (auto applied = apply_one(patch, tree, site); !applied) return applied;
  }
  return {};
}

Result<void> try_series(const std::vector<ReadPatch>& patches, const std::string& source,
                        const std::string& tree, Site& site) {
  const bool none = std::none_of(patches.begin(), patches.end(), [&](const ReadPatch& patch) {
    return patch.patch.source == source;
  });
  if (none) return {};
  if (auto room = need_room(site, fmt::format("source '{}': patches", source)); !room) return room;
  const auto scratch = site.places.work + "/scratch";
  if (auto wrong = remove_tree(scratch)) return failure(wrong.text);
  if (auto wrong = make_folder(scratch)) return failure(wrong.text);
  for (const auto& patch : patches) {
    if (patch.patch.source != source) continue;
    if (auto wrong = copy_files(tree, scratch, files_before(patch.files)))
      return failure(fmt::format("{}: {}", patch.patch.file, wrong.text));
  }
  auto tried = apply_series(patches, source, scratch, site);
  if (auto wrong = remove_tree(scratch); tried && wrong) return failure(wrong.text);
  return tried;
}

}  // namespace rmcp::recipe
