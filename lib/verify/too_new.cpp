// SPDX-License-Identifier: MIT
// Keeps the worst requirement and counts the others.
#include "lib/verify/too_new.hpp"

#include <fmt/format.h>

#include <utility>

namespace rmcp::verify {
namespace {

class TooNew {
 public:
  /// `what` as in "needs glibc 2.38": "glibc ". `have`: this system's; empty: none.
  TooNew(std::string what, std::string have) : what_(std::move(what)), have_(std::move(have)) {}

  /// `who` is the subject of "needs"; `required`: there is no runtime without it.
  void add(const std::string& who, const std::string& version, bool required) {
    if (!elf::version_less(have_, version)) return;
    ++files_;
    const bool matters_more = required && !required_;
    const bool worse = required == required_ && elf::version_less(worst_, version);
    if (!who_.empty() && !matters_more && !worse) return;
    who_ = who;
    worst_ = version;
    required_ = required;
  }

  void blame(Flaws& flaws) const {
    if (files_ != 0) flaws.raise(required_ ? SetState::broken : SetState::degraded, text());
  }

 private:
  /// Names the file that needs most, one of the runtime's if there is one.
  [[nodiscard]] std::string text() const {
    auto out = fmt::format("{} needs {}{}, this system has {}", who_, what_, worst_,
                           have_.empty() ? "none" : have_);
    if (files_ == 2) out += "; another file of the set needs a newer one too";
    if (files_ > 2)
      out += fmt::format("; {} other files of the set need a newer one too", files_ - 1);
    return out;
  }

  std::string what_;
  std::string have_;
  std::string who_;
  std::string worst_;
  bool required_ = false;
  std::size_t files_ = 0;
};

/// That of the set, if it brings one; above all others if its name does not say its version.
std::string glibcxx_at_hand(const SetManifest& set, const Needs& needs,
                            const SystemLibraries& system) {
  constexpr auto kAny = "999999";
  for (const auto& companion : needs.companions) {
    if (companion.name != "libstdc++.so.6" || companion.spare) continue;
    const auto own = glibcxx_of(set.prefix + "/" + companion.as.file);
    return own.empty() ? kAny : own;
  }
  return system.glibcxx;
}

}  // namespace

void blame_too_new(const SetManifest& set, const Needs& needs, const SystemLibraries& system,
                   SetFiles& files, Flaws& flaws) {
  TooNew glibc("glibc ", system.glibc);
  TooNew glibcxx("libstdc++ with GLIBCXX_", glibcxx_at_hand(set, needs, system));
  const auto check = [&](const SetLibrary& root, const std::string& who, const elf::ElfFile& elf) {
    glibc.add(who, elf::highest_version(elf, "GLIBC"), flaws.is_required(root));
    glibcxx.add(who, elf::highest_version(elf, "GLIBCXX"), flaws.is_required(root));
  };
  for (const auto& library : set.libraries)
    if (const auto& file = files.open(library.file)) check(library, library.file, file->elf);
  for (const auto& companion : needs.companions)
    if (!companion.spare)
      check(*companion.root,
            fmt::format("{} needs {}, which", companion.library->file, companion.name),
            companion.file->elf);
  glibc.blame(flaws);
  glibcxx.blame(flaws);
}

}  // namespace rmcp::verify
