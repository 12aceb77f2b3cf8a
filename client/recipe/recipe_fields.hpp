// SPDX-License-Identifier: MIT
// Reading tables of a recipe by their keys.
#pragma once
#include "client/recipe/recipe.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"
#include "lib/toml/text_field.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

/// What is known while one recipe is read.
struct Reading {
  Recipe& recipe;
  toml::Complaints complaints;
  std::string folder;  // of the recipe, without a slash at its end

  std::string absolute(const std::string& path) const {
    return path.starts_with('/') ? path : folder + "/" + path;
  }
};

/// One key of a table that becomes a T.
template <class T>
struct Key {
  std::string_view name;
  void (*read)(const toml::Entry& entry, T& into, Reading& reading);
};

/// Reads the entries that are known and complains about the others. `section`: "in [[step]]".
template <class T, std::size_t N>
void read_keys(const toml::Table& table, const Key<T> (&keys)[N], std::string_view section, T& into,
               Reading& reading) {
  std::vector<std::string_view> known;
  for (const auto& key : keys) known.push_back(key.name);
  for (const auto& entry : table) {
    bool found = false;
    for (const auto& key : keys) {
      if (key.name != entry.key) continue;
      key.read(entry, into, reading);
      found = true;
    }
    if (!found)
      reading.complaints.error(entry.at, "unknown key '" + entry.key + "'" + std::string(section) +
                                             toml::suggestion(entry.key, known));
  }
}

/// A string that is not empty.
std::optional<std::string> text_of(const toml::Entry& entry, Reading& reading);
/// A whole number from 0 to `most`.
std::optional<unsigned> number_of(const toml::Entry& entry, unsigned most, Reading& reading);
/// 64 hexadecimal digits, made lower-case.
std::optional<std::string> sha256_in(const toml::Entry& entry, Reading& reading);
/// A table of texts whose keys are names of variables.
std::map<std::string, std::string> environment_of(const toml::Entry& entry, Reading& reading);
/// Fit for a file's name: letters, digits and `. _ + -`, not a dot or hyphen first.
bool is_plain_name(std::string_view text);
/// `text` of that many hexadecimal digits.
bool is_hex(std::string_view text, std::size_t digits);

/// [[source]], [[patch]] and [[step]], which each begin one.
void read_source(const toml::Node& node, Reading& reading);
void read_patch(const toml::Node& node, Reading& reading);
void read_step(const toml::Node& node, Reading& reading);

/// What can only be said when all of it is read: names, and what placeholders stand for.
void check_sources(Reading& reading);
void check_steps(Reading& reading);

}  // namespace rmcp::recipe
