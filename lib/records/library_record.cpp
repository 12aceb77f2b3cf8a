// SPDX-License-Identifier: MIT
// The tables of fields of library sets: of a set, and of the choice for a device.
#include "lib/records/device_view.hpp"
#include "lib/records/field_table.hpp"
#include "lib/sets/default_library_state.hpp"

namespace rmcp {
namespace {

Field folders(const LibrarySet& set) { return search_folders(set); }
Field libraries(const LibrarySet& set) { return describe_all(set.libraries); }
Field automatic(const LibrarySet& set) { return set.match.has_value(); }
Field manifest(const LibrarySet& set) { return set.origin.file; }

Field companions(const LibrarySet& set) {
  std::vector<std::string> files;
  for (const auto& companion : set.found.companions) files.push_back(companion.file);
  return files;
}

Field code(const LibrarySet& set) {
  std::map<std::string, std::vector<std::string>> targets;
  for (const auto& of_component : set.code) targets[of_component.component] = of_component.targets;
  return targets;
}

Field archived_code(const LibrarySet& set) {
  std::vector<std::string> components;
  for (const auto& code : set.code)
    if (code.in_archives) components.push_back(code.component);
  return components;
}

Field unread_code(const LibrarySet& set) {
  std::map<std::string, std::vector<std::string>> targets;
  for (const auto& code : set.code)
    if (!code.unread.empty()) targets[code.component] = code.unread;
  return targets;
}

constexpr FieldOf<SetLibrary> kLibraryFields[] = {
    {{"file"}, of<&SetLibrary::file>},
    {{"soname"}, of<&SetLibrary::soname>},
    {{"build_id"}, of<&SetLibrary::build_id>},
};

/// In the order of io.github.rmcpd1.Library.xml, which a test compares.
constexpr FieldOf<LibrarySet> kSetFields[] = {
    {{"name"}, of<&LibrarySet::name>},
    {{"state"}, of<&LibrarySet::found, &SetFindings::state>},
    {{"reasons"}, of<&LibrarySet::found, &SetFindings::reasons>},
    {{"prefix"}, of<&LibrarySet::prefix>},
    {{"priority"}, of<&LibrarySet::priority>},
    {{"rocm_version"}, of<&LibrarySet::rocm_version>},
    {{"folders"}, folders},
    {{"environment"}, of<&LibrarySet::environment>},
    {{"libraries", Unknown::never, keys_of<SetLibrary>}, libraries},
    {{"companions"}, companions},
    {{"foreign_runtime"}, of<&LibrarySet::found, &SetFindings::foreign_runtime>},
    {{"links"}, of<&LibrarySet::found, &SetFindings::links>},
    {{"code"}, code},
    {{"archived_code"}, archived_code},
    {{"unread_code"}, unread_code},
    {{"data_variables"}, of<&LibrarySet::found, &SetFindings::data_variables>},
    {{"glibc"}, of<&LibrarySet::glibc>},
    {{"glibcxx"}, of<&LibrarySet::glibcxx>},
    {{"automatic"}, automatic},
    {{"manifest"}, manifest},
};

constexpr FieldOf<LibraryChoice> kChoiceFields[] = {
    {{"use"}, of<&LibraryChoice::use>},
    {{"reason"}, of<&LibraryChoice::reason>},
    {{"problem"}, of<&LibraryChoice::problem>},
    {{"caveats"}, of<&LibraryChoice::caveats>},
};

constexpr FieldOf<DefaultLibraryState> kDefaultFields[] = {
    {{"set"}, of<&DefaultLibraryState::set>},
    {{"state"}, of<&DefaultLibraryState::is>},
    {{"note"}, of<&DefaultLibraryState::note>},
};

}  // namespace

Record describe(const SetLibrary& library) { return read(kLibraryFields, library); }
Record describe(const LibrarySet& set) { return read(kSetFields, set); }
Record describe(const DefaultLibraryState& state) { return read(kDefaultFields, state); }

Record describe_library(const DeviceView& view) {
  auto record = read(kChoiceFields, view.library);
  if (view.set)
    append(record, kSetFields, *view.set);
  else
    record.emplace_back("name", view.library.set);
  return record;
}

template <>
std::span<const Key> keys_of<SetLibrary>() {
  return keys<kLibraryFields>();
}

template <>
std::span<const Key> keys_of<LibrarySet>() {
  return keys<kSetFields>();
}

template <>
std::span<const Key> keys_of<LibraryChoice>() {
  return keys<kChoiceFields, kSetFields>();
}

template <>
std::span<const Key> keys_of<DefaultLibraryState>() {
  return keys<kDefaultFields>();
}

}  // namespace rmcp
