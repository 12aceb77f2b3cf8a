// SPDX-License-Identifier: MIT
// The library set in a device's properties, see describe_library() in
// lib/records/library_record.cpp.
#include "client/document/json.hpp"
#include "client/inspect/inspect.hpp"

#include <sstream>

namespace rmcp::client {
namespace {

const Json& object(const Json& document, std::string_view key) {
  static const Json none = Json::object();
  const auto at = document.find(key);
  return at != document.end() && at->is_object() ? *at : none;
}

std::vector<std::string> split_text(const Json& value) {
  std::vector<std::string> out;
  std::istringstream in(value.is_string() ? value.get<std::string>() : std::string());
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

void take_libraries(const Json& libraries, LibrarySet& set) {
  for (const auto& [file, value] : libraries.items()) {
    const auto parts = split_text(value);
    SetLibrary library;
    library.file = file;
    if (!parts.empty()) library.soname = parts[0];
    if (parts.size() > 1) library.build_id = parts[1];
    set.libraries.push_back(std::move(library));
  }
}

}  // namespace

std::optional<LibrarySet> set_of_document(const Json& device) {
  const auto& at = object(device, "library_set");
  if (text(at, "name").empty() || text(at, "prefix").empty()) return std::nullopt;
  LibrarySet out;
  out.name = text(at, "name");
  out.prefix = text(at, "prefix");
  out.rocm_version = text(at, "rocm_version");
  out.found.state = parse_set_state(text(at, "state")).value_or(SetState::ok);
  if (const auto problem = text(at, "problem"); !problem.empty())
    out.found.reasons.push_back(problem);
  take_libraries(object(at, "libraries"), out);
  if (const auto companions = at.find("companions"); companions != at.end())
    for (const auto& file : *companions)
      if (file.is_string()) out.found.companions.push_back({file.get<std::string>()});
  for (const auto& [component, targets] : object(at, "code").items())
    out.code.push_back({component, split_text(targets)});
  for (const auto& [name, value] : object(at, "environment").items())
    if (value.is_string()) out.environment[name] = value.get<std::string>();
  return out;
}

}  // namespace rmcp::client
