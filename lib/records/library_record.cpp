// SPDX-License-Identifier: MIT
// Library sets as named fields.
#include "lib/records/device_view.hpp"
#include "lib/sets/default_library_state.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rmcp {

Record describe(const LibrarySet& set) {
  std::map<std::string, std::string> libraries, code;
  std::vector<std::string> companions;
  for (const auto& library : set.libraries)
    libraries[library.file] = library.soname + " " + library.build_id;
  for (const auto& companion : set.found.companions) companions.push_back(companion.file);
  for (const auto& [component, targets] : set.code)
    code[component] = fmt::format("{}", fmt::join(targets, " "));
  return {{"name", set.name},
          {"state", std::string(to_string(set.found.state))},
          {"reasons", set.found.reasons},
          {"prefix", set.prefix},
          {"priority", set.priority},
          {"rocm_version", set.rocm_version},
          {"folders", library_folders(set)},
          {"environment", set.environment},
          {"libraries", std::move(libraries)},
          {"companions", std::move(companions)},
          {"code", std::move(code)},
          {"glibc", set.glibc},
          {"glibcxx", set.glibcxx},
          {"automatic", set.match.has_value()},
          {"manifest", set.origin.file}};
}

Record describe(const DefaultLibraryState& state) {
  return {{"set", state.set}, {"state", std::string(to_string(state.is))}, {"note", state.note}};
}

Record describe_library(const DeviceView& view) {
  const auto& choice = view.library;
  Record record{{"use", std::string(to_string(choice.use))},
                {"reason", choice.reason},
                {"problem", choice.problem},
                {"caveats", choice.caveats}};
  if (view.set) {
    auto set = describe(*view.set);
    record.insert(record.end(), set.begin(), set.end());
  } else {
    record.emplace_back("name", choice.set);
  }
  return record;
}

}  // namespace rmcp
