// SPDX-License-Identifier: MIT
// Reads the recipe's own keys, and the other tables in order.
#include "client/recipe/recipe_reader.hpp"

#include "client/recipe/placeholders.hpp"
#include "client/recipe/recipe_fields.hpp"
#include "client/recipe/size.hpp"
#include "lib/text/library_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace rmcp::recipe {

using toml::Entry;
using toml::Node;
using toml::Table;

std::string_view to_string(Source::Kind kind) {
  constexpr std::string_view names[] = {"folder", "tarball", "git"};
  return names[static_cast<std::size_t>(kind)];
}

const Source* find_source(const Recipe& recipe, std::string_view name) {
  for (const auto& source : recipe.sources)
    if (source.name == name) return &source;
  return nullptr;
}

std::optional<std::string> text_of(const Entry& entry, Reading& reading) {
  auto text = toml::read_text(entry.value, entry.key, reading.complaints);
  if (text && text->empty()) {
    reading.complaints.error(entry.value.at, fmt::format("{}: is empty", entry.key));
    return std::nullopt;
  }
  return text;
}

std::optional<unsigned> number_of(const Entry& entry, unsigned most, Reading& reading) {
  const auto* number = std::get_if<std::int64_t>(&entry.value.data);
  if (number != nullptr && *number >= 0 && *number <= most) return static_cast<unsigned>(*number);
  reading.complaints.error(entry.value.at,
                           fmt::format("{}: expected a whole number up to {}", entry.key, most));
  return std::nullopt;
}

bool is_hex(std::string_view text, std::size_t digits) {
  const auto is_digit = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  return text.size() == digits && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<std::string> sha256_in(const Entry& entry, Reading& reading) {
  auto text = text_of(entry, reading);
  if (!text) return std::nullopt;
  if (!is_hex(*text, 64)) {
    reading.complaints.error(
        entry.value.at,
        fmt::format("sha256: expected 64 hexadecimal digits, as sha256sum prints them, "
                    "found '{}'",
                    *text));
    return std::nullopt;
  }
  for (char& c : *text) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

bool is_plain_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '+' || c == '-';
  };
  return !text.empty() && text.size() <= 64 && text.front() != '.' && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), fits);
}

namespace {

bool is_variable(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
         std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

std::map<std::string, std::string> environment_of(const Entry& entry, Reading& reading) {
  std::map<std::string, std::string> out;
  const auto* table = std::get_if<Table>(&entry.value.data);
  if (table == nullptr) {
    reading.complaints.error(entry.value.at,
                             fmt::format("{}: expected a table of texts", entry.key));
    return out;
  }
  for (const auto& variable : *table) {
    const auto text = toml::read_text(variable.value, variable.key, reading.complaints);
    if (!is_variable(variable.key))
      reading.complaints.error(variable.at,
                               fmt::format("'{}' is not the name of a variable", variable.key));
    else if (variable.key.starts_with("RMCP_"))
      reading.complaints.error(variable.at,
                               fmt::format("{}: is set by the build itself", variable.key));
    else if (text)
      out[variable.key] = *text;
  }
  return out;
}

namespace {

void read_text_into(const Entry& entry, std::string& into, Reading& reading) {
  if (auto text = text_of(entry, reading)) into = std::move(*text);
}

void read_size_into(const Entry& entry, std::uint64_t& into, Reading& reading) {
  const auto text = text_of(entry, reading);
  if (!text) return;
  const auto size = parse_size(*text);
  if (size)
    into = *size;
  else
    reading.complaints.error(
        entry.value.at, fmt::format("{}: '{}' is not a size such as \"20 GB\"", entry.key, *text));
}

/// The prefix is created before there are trees, so only these placeholders are allowed in it.
void check_prefix_names(const Entry& entry, const std::string& prefix, Reading& reading) {
  constexpr std::string_view names[] = {"name", "version", "number"};
  const auto known = [&](std::string_view name) -> std::optional<std::string> {
    if (std::find(std::begin(names), std::end(names), name) == std::end(names)) return std::nullopt;
    return std::string(name);
  };
  if (const auto unknown = unknown_placeholder(prefix, known))
    reading.complaints.error(
        entry.value.at,
        fmt::format("prefix: @{}@ is not allowed here{}; @name@, @version@ and @number@ are",
                    *unknown, toml::suggestion(*unknown, {std::begin(names), std::end(names)})));
}

/// `/a//b/./c/` is `/a/b/c`: the last part will be created.
std::string plain_path(const std::string& path) {
  auto plain = std::filesystem::path(path).lexically_normal().string();
  while (plain.size() > 1 && plain.ends_with('/')) plain.pop_back();
  return plain;
}

void read_prefix(const Entry& entry, Recipe& recipe, Reading& reading) {
  read_text_into(entry, recipe.prefix, reading);
  if (!recipe.prefix.empty() && !recipe.prefix.starts_with('/'))
    reading.complaints.error(entry.value.at, "prefix: expected an absolute path");
  if (recipe.prefix.find("/../") != std::string::npos || recipe.prefix.ends_with("/.."))
    reading.complaints.error(entry.value.at, "prefix: without '..'");
  check_prefix_names(entry, recipe.prefix, reading);
  recipe.prefix = plain_path(recipe.prefix);
}

void read_jobs(const Entry& entry, Recipe& recipe, Reading& reading) {
  recipe.jobs = number_of(entry, 1024, reading);
  if (recipe.jobs == 0u) reading.complaints.error(entry.value.at, "jobs: at least one");
}

template <void (*read_one)(const Node&, Reading&)>
void read_each(const Entry& entry, Recipe&, Reading& reading) {
  const auto* array = std::get_if<toml::Array>(&entry.value.data);
  if (array == nullptr)
    return reading.complaints.error(
        entry.at, fmt::format("{0}: has to begin with [[{0}]], two brackets", entry.key));
  for (const auto& one : *array) {
    if (std::holds_alternative<Table>(one.data))
      read_one(one, reading);
    else
      reading.complaints.error(one.at, fmt::format("{}: expected a table", entry.key));
  }
}

constexpr Key<Recipe> kKeys[] = {
    {"format", toml::skip_key},
    {"name", [](const Entry& e, Recipe& r, Reading& s) { read_text_into(e, r.name, s); }},
    {"version", [](const Entry& e, Recipe& r, Reading& s) { read_text_into(e, r.version, s); }},
    {"prefix", read_prefix},
    {"disk_space",
     [](const Entry& e, Recipe& r, Reading& s) { read_size_into(e, r.disk_space, s); }},
    {"install_space",
     [](const Entry& e, Recipe& r, Reading& s) { read_size_into(e, r.install_space, s); }},
    {"jobs", read_jobs},
    {"environment",
     [](const Entry& e, Recipe& r, Reading& s) { r.environment = environment_of(e, s); }},
    {"source", read_each<read_source>},
    {"patch", read_each<read_patch>},
    {"step", read_each<read_step>},
};

void check_whole(const Table& root, Reading& reading) {
  const auto& recipe = reading.recipe;
  reading.complaints.enter("");
  for (const std::string_view key : {"name", "version", "source", "step"})
    if (find(root, key) == nullptr)
      reading.complaints.error({}, fmt::format("'{}' is missing", key));
  // As the set will be called, with room for the number of the build.
  const auto whole = fmt::format("{}-{}-999", recipe.name, recipe.version);
  if (!recipe.name.empty() && !recipe.version.empty() && !is_library_set_name(whole))
    reading.complaints.error(
        find(root, "name")->value.at,
        fmt::format("name and version: '{}-{}' is no name for a library set: lower-case letters, "
                    "digits and '. _ + -', a letter or digit first, at most {} in all",
                    recipe.name, recipe.version, kLongestLibraryName - 4));
  check_sources(reading);
  check_steps(reading);
}

}  // namespace

ReadRecipe read_recipe(const std::string& file, std::string_view text) {
  ReadRecipe result;
  result.recipe.file = file;
  Reading reading{result.recipe, toml::Complaints(file), file.substr(0, file.rfind('/'))};
  if (const auto root = toml::read_root(text, reading.complaints)) {
    read_keys(*root, kKeys, "", result.recipe, reading);
    check_whole(*root, reading);
  }
  result.diagnostics = reading.complaints.release();
  return result;
}

}  // namespace rmcp::recipe
