// SPDX-License-Identifier: MIT
// Reads tables of a recipe by their keys.
#pragma once
#include "client/recipe/recipe.hpp"
#include "lib/toml/complaints.hpp"
#include "lib/toml/document.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

/// The state while one recipe is read.
struct Reading {
  Recipe& recipe;
  toml::Complaints complaints;
  std::string folder;  // of the recipe, without a trailing slash

  [[nodiscard]] std::string absolute(const std::string& path) const {
    return path.starts_with('/') ? path : folder + "/" + path;
  }
};

/// One key of a table that becomes a T.
template <class T>
using Key = toml::Key<T, Reading>;

/// A non-empty string.
std::optional<std::string> text_of(const toml::Entry& entry, Reading& reading);
/// A whole number from 0 to `most`.
std::optional<unsigned> number_of(const toml::Entry& entry, unsigned most, Reading& reading);
/// 64 hexadecimal digits, made lower-case.
std::optional<std::string> sha256_in(const toml::Entry& entry, Reading& reading);
/// A table of texts whose keys are names of variables.
std::map<std::string, std::string> environment_of(const toml::Entry& entry, Reading& reading);
/// Safe in a file name: letters, digits and `. _ + -`, not a dot or hyphen first.
bool is_plain_name(std::string_view text);
/// `text` of that many hexadecimal digits.
bool is_hex(std::string_view text, std::size_t digits);

/// Begin a [[source]], [[patch]] or [[step]].
void read_source(const toml::Node& node, Reading& reading);
void read_patch(const toml::Node& node, Reading& reading);
void read_step(const toml::Node& node, Reading& reading);

/// Checks that need the whole recipe: names, and the values of placeholders.
void check_sources(Reading& reading);
void check_steps(Reading& reading);

}  // namespace rmcp::recipe
