// SPDX-License-Identifier: MIT
// The flaws of a library set, each with its sentence and its weight.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/verify/set_file.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp::verify {

class Flaws {
 public:
  Flaws(const SetManifest& set, SetFiles& files) : set_(set), files_(files) {}

  void raise(SetState state, std::string reason);
  /// A flaw of this library.
  void blame(const SetLibrary& library, std::string_view what);
  /// `root` cannot be loaded because of `who`.
  void blame(const SetLibrary& root, std::string_view who, std::string_view what);

  /// There is no runtime without this library.
  bool is_required(const SetLibrary& library);

  [[nodiscard]] SetState worst() const;
  /// The worst first.
  [[nodiscard]] std::vector<std::string> reasons() const;

 private:
  const SetManifest& set_;
  SetFiles& files_;
  std::vector<std::pair<SetState, std::string>> reasons_;
};

}  // namespace rmcp::verify
