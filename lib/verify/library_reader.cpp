// SPDX-License-Identifier: MIT
// file, soname, aliases, build_id, sha256, size.
#include "lib/verify/library_reader.hpp"

#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"
#include "lib/verify/file_version.hpp"
#include "lib/verify/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::verify {
namespace {

using toml::Complaints;
using toml::Entry;

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void read_file(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  if (const auto wrong = check_relative_path(*text))
    return complaints.error(entry.value.at, fmt::format("file '{}': {}", *text, wrong.text));
  library.file = std::move(*text);
}

void read_soname(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  if (text->find('/') != std::string::npos)  // it names links
    return complaints.error(entry.value.at, fmt::format("soname: '{}' is not a file name", *text));
  library.soname = std::move(*text);
}

void read_aliases(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  for (auto& alias : toml::read_texts(entry.value, entry.key, complaints)) {
    if (alias.value.empty() || alias.value.find('/') != std::string::npos)
      complaints.error(alias.at, fmt::format("aliases: '{}' is not a file name", alias.value));
    else
      library.aliases.push_back(std::move(alias.value));
  }
}

void read_build_id(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  const auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  if (!is_hex(*text) || text->size() % 2 != 0)
    return complaints.error(entry.value.at,
                            "build_id: expected hexadecimal digits in lower case, two for a byte");
  library.build_id = *text;
}

void read_sha256(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  constexpr std::size_t kDigits = 64;
  const auto text = toml::read_text(entry.value, entry.key, complaints);
  if (!text) return;
  if (!is_hex(*text) || text->size() != kDigits)
    return complaints.error(entry.value.at, "sha256: expected 64 hexadecimal digits in lower case");
  library.sha256 = *text;
}

void read_size(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  const auto* number = std::get_if<std::int64_t>(&entry.value.data);
  if (number == nullptr || *number < 0)
    return complaints.error(entry.value.at, "size: expected a number of bytes");
  library.size = static_cast<std::uint64_t>(*number);
}

void read_kpack_name(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  if (auto text = toml::read_text(entry.value, entry.key, complaints))
    library.kpack_name = std::move(*text);
}

void read_kpack_paths(const Entry& entry, SetLibrary& library, Complaints& complaints) {
  for (auto& path : toml::read_texts(entry.value, entry.key, complaints)) {
    if (path.value.empty() || path.value.starts_with('/'))
      complaints.error(path.at, fmt::format("kpack_paths: '{}' is not a path from the folder of "
                                            "the library",
                                            path.value));
    else
      library.kpack_paths.push_back(std::move(path.value));
  }
}

constexpr toml::Key<SetLibrary> kLibraryKeys[] = {{"file", read_file},
                                                  {"soname", read_soname},
                                                  {"aliases", read_aliases},
                                                  {"build_id", read_build_id},
                                                  {"sha256", read_sha256},
                                                  {"size", read_size},
                                                  {"kpack_name", read_kpack_name},
                                                  {"kpack_paths", read_kpack_paths}};

}  // namespace

void read_library(const toml::Node& node, std::vector<SetLibrary>& out, Complaints& complaints) {
  const auto* table = toml::expect_table(node, "library", complaints);
  if (table == nullptr) return;
  SetLibrary library;
  const auto before = complaints.count();
  for (const auto* key : {"file", "soname"})
    if (toml::find(*table, key) == nullptr)
      complaints.error(node.at, fmt::format("a library needs a {}", key));
  toml::read_keys(*table, kLibraryKeys, " in a library", library, complaints);
  if (complaints.count() == before) out.push_back(std::move(library));
}

void complete(SetManifest& set) {
  const auto* hip = find_library(set, "libamdhip64");
  set.hip_major = hip == nullptr ? std::nullopt : soname_major(hip->soname);
}

}  // namespace rmcp::verify
