// SPDX-License-Identifier: MIT
// One reader for each key; all errors are reported at once, each at its place.
#include "lib/verify/manifest.hpp"

#include "lib/knobs/variable.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/match_reader.hpp"
#include "lib/toml/text_field.hpp"
#include "lib/verify/library_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace rmcp::verify {
namespace {

using toml::Complaints;
using toml::Entry;
using toml::Node;
using toml::Table;

void read_name(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  const auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  if (const auto wrong = check_set_name(*text))
    return complaints.error(entry.value.at, fmt::format("name: {}", wrong.text));
  manifest.set.name = *text;
}

Failure check_prefix(std::string_view prefix) {
  if (!prefix.starts_with('/')) return "is not an absolute path";
  if (prefix == "/") return "is the whole system";
  return check_relative_path(prefix.substr(1)).after(fmt::format("'{}': ", prefix));
}

void read_prefix(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  while (text->size() > 1 && text->ends_with('/')) text->pop_back();
  if (const auto wrong = check_prefix(*text))
    return complaints.error(entry.value.at, fmt::format("prefix: {}", wrong.text));
  manifest.set.prefix = std::move(*text);
}

void read_priority(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  constexpr std::int64_t kMost = 1'000'000;
  const auto* number = std::get_if<std::int64_t>(&entry.value.data);
  if (number == nullptr || *number < -kMost || *number > kMost)
    return complaints.error(entry.value.at,
                            fmt::format("priority: expected an integer from -{0} to {0}", kMost));
  manifest.set.priority = *number;
  manifest.says_priority = true;
}

template <std::string SetManifest::*member>
void read_version(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  const auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  const auto fits = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  if (!std::all_of(text->begin(), text->end(), fits))
    return complaints.error(
        entry.value.at,
        fmt::format("{}: '{}' is not a version: numbers with dots between them", entry.key, *text));
  manifest.set.*member = *text;
}

void read_match(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table != nullptr && table->empty())
    return complaints.error(entry.value.at, "match: an empty table would match every device");
  manifest.set.match = toml::read_match(entry.value, complaints);
}

/// Both kinds of table of components: [code] and [tuning].
template <std::vector<SetCode> SetManifest::*member>
void read_code(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr)
    return complaints.error(entry.value.at,
                            fmt::format("{}: expected a table of components, found {}", entry.key,
                                        toml::type_name(entry.value)));
  for (const auto& component : *table) {
    const auto name = toml::read_text({component.at, component.key}, entry.key, complaints);
    if (!name) continue;
    SetCode code{*name, {}};
    for (auto& target : toml::read_texts(component.value, component.key, complaints)) {
      if (target.value.starts_with("gfx"))
        code.targets.push_back(std::move(target.value));
      else
        complaints.error(target.at,
                         fmt::format("{}: '{}' is not a gfx target", component.key, target.value));
    }
    (manifest.set.*member).push_back(std::move(code));
  }
}

/// Variables that make programs load code may name only files of the set.
Failure check_environment(const std::string& name, std::string_view value,
                          std::string_view prefix) {
  if (!is_variable_name(name)) return check_variable(name);
  if (value.empty()) return "an empty value is never exported: remove the variable";
  if (name == "LD_LIBRARY_PATH") return "is made from the folders of the libraries";
  if (!loads_code(name)) return {};
  while (!value.empty()) {
    const auto end = std::min(value.find(':'), value.size());
    const auto path = value.substr(0, end);
    const bool below = path.starts_with(prefix) && path.substr(prefix.size()).starts_with('/');
    if (!below || check_relative_path(path.substr(1)))
      return fmt::format("'{}' makes programs load code from outside of the prefix {}", path,
                         prefix);
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return {};
}

void read_environment(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr)
    return complaints.error(entry.value.at,
                            fmt::format("environment: expected a table of variables, found {}",
                                        toml::type_name(entry.value)));
  for (const auto& variable : *table) {
    const auto value = toml::read_text(variable.value, variable.key, complaints);
    if (!value) continue;
    const auto wrong = check_environment(variable.key, *value, manifest.set.prefix);
    if (!wrong)
      manifest.set.environment[variable.key] = *value;
    else
      complaints.error(variable.at, fmt::format("environment.{}: {}", variable.key, wrong.text));
  }
}

void read_libraries(const Entry& entry, ManifestFile& manifest, Complaints& complaints) {
  const auto* array = std::get_if<toml::Array>(&entry.value.data);
  if (array == nullptr)
    return complaints.error(entry.at, "library: write [[library]], with two brackets");
  for (const auto& node : *array) read_library(node, manifest.set.libraries, complaints);
}

// prefix comes before environment: in any order of the file, the variables are checked against it.
constexpr toml::Key<ManifestFile> kManifestKeys[] = {
    {"format", toml::skip_key},
    {"name", read_name},
    {"prefix", read_prefix},
    {"priority", read_priority},
    {"rocm_version", read_version<&SetManifest::rocm_version>},
    {"glibc", read_version<&SetManifest::glibc>},
    {"glibcxx", read_version<&SetManifest::glibcxx>},
    {"match", read_match},
    {"environment", read_environment},
    {"code", read_code<&SetManifest::code>},
    {"tuning", read_code<&SetManifest::tuning>},
    {"library", read_libraries}};

void complain_twice(const SetManifest& set, Complaints& complaints) {
  for (auto it = set.libraries.begin(); it != set.libraries.end(); ++it) {
    const auto same = [&](const SetLibrary& other) { return other.file == it->file; };
    if (std::any_of(set.libraries.begin(), it, same))
      complaints.error({}, fmt::format("library '{}' is given twice", it->file));
  }
}

void read_root(const Table& root, ManifestFile& manifest, Complaints& complaints) {
  toml::read_keys_in_turn(root, kManifestKeys, " in a library set", manifest, complaints);
  if (toml::find(root, "prefix") == nullptr) complaints.error({}, "a library set needs a prefix");
  complain_twice(manifest.set, complaints);
  manifest.elsewhere = toml::find(root, "library") == nullptr;
}

}  // namespace

bool ManifestFile::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& d) { return d.severity == Severity::error; });
}

ManifestFile read_manifest(const std::string& file, std::string_view text) {
  ManifestFile manifest;
  manifest.set.name = name_of_manifest(file);
  manifest.set.origin = {file, 1, 1, ""};
  Complaints complaints(file);
  if (const auto root = toml::read_root(text, complaints)) read_root(*root, manifest, complaints);
  if (const auto wrong = check_set_name(manifest.set.name))
    complaints.error({}, fmt::format("name: {}", wrong.text));
  complete(manifest.set);
  manifest.diagnostics = complaints.release();
  return manifest;
}

Failure check_relative_path(std::string_view path) {
  if (path.empty()) return "a path must not be empty";
  if (path.starts_with('/')) return "points outside of the prefix: it has to be relative to it";
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto part = path.substr(0, end);
    if (part == "..") return "points outside of the prefix: '..' is not allowed";
    if (part.empty() || part == ".") return "has an empty part or '.' in it";
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return {};
}

std::string name_of_manifest(std::string_view file) {
  file = file.substr(file.rfind('/') + 1);
  constexpr std::string_view kSuffix = ".toml";
  if (file.ends_with(kSuffix)) file.remove_suffix(kSuffix.size());
  return std::string(file);
}

}  // namespace rmcp::verify
