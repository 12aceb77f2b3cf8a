// SPDX-License-Identifier: MIT
// Turns names into knobs and TOML values into values of knobs.
#include "daemon/config/setting_reader.hpp"

#include "daemon/config/later.hpp"
#include "daemon/config/section_reader.hpp"
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/known_variable.hpp"
#include "lib/knobs/variable.hpp"
#include "lib/text/printable.hpp"
#include "lib/text/words.hpp"
#include "lib/toml/foreign_names.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace rmcp::config {
namespace {

using namespace std::string_view_literals;

constexpr auto kAttribute = "attribute"sv;
constexpr auto kEnvironment = "environment"sv;

std::string prefixed(std::string_view group, std::string_view key) {
  return fmt::format("{}.{}", group, key);
}

std::vector<std::string> sorted_words(std::string_view name) {
  const auto words = split_words(name, "_");
  std::vector<std::string> out(words.begin(), words.end());
  std::sort(out.begin(), out.end());
  return out;
}

/// max_core_clock is core_clock_max, and not core_clock_min, which has as many letters in common.
std::string_view same_words(std::string_view key) {
  const auto words = sorted_words(key);
  for (const auto& knob : knobs())
    if (sorted_words(knob.name.substr(knob.name.find('.') + 1)) == words) return knob.name;
  return {};
}

/// `; did you mean 'power_cap'?`, with the table if it belongs in another one.
std::string nearest_setting(std::string_view group, const std::string& name) {
  const auto same = same_words(name.substr(name.find('.') + 1));
  const auto near = same.empty() ? nearest_knob(name) : std::string(same);
  if (near.empty()) return {};
  const auto own = fmt::format("{}.", group);
  return fmt::format("; did you mean '{}'?",
                     near.starts_with(own) ? near.substr(own.size()) : near);
}

/// What the author of an unknown key probably means.
std::string help_for(std::string_view group, const toml::Entry& entry, const std::string& name) {
  const auto place = group == "parameter"sv ? toml::NamePlace::parameter : toml::NamePlace::setting;
  auto help = toml::foreign_hint(place, entry.key);
  if (help.empty() && is_of_section(entry)) help = kBeforeItsTables;
  return help.empty() ? nearest_setting(group, name) : help;
}

const Knob* find_setting(std::string_view group, const toml::Entry& entry, const std::string& name,
                         toml::Complaints& complaints) {
  const auto* knob = find_knob(name);
  if (knob == nullptr) {
    complaints.error(
        entry.at, fmt::format("unknown {} '{}'{}", group, entry.key, help_for(group, entry, name)));
  }
  return knob;
}

const Knob* find_variable(const toml::Entry& entry, const std::string& name,
                          toml::Complaints& complaints) {
  if (is_of_section(entry)) {
    complaints.error(entry.at, fmt::format("'{}' is no variable{}", entry.key, kBeforeItsTables));
    return nullptr;
  }
  if (const auto wrong = check_variable(entry.key)) {
    complaints.error(entry.at, wrong.text);
    return nullptr;
  }
  if (std::holds_alternative<bool>(entry.value.data)) {
    complaints.error(
        entry.value.at,
        fmt::format(
            "{}: expected a string or an integer, found a boolean; write 1 or 0, or the word "
            "that the reader of {} wants, in quotes",
            name, entry.key));
    return nullptr;
  }
  if (const auto meant = meant_variable(entry.key); !meant.empty())
    complaints.advice(
        entry.at, fmt::format("{}: no program is known to read it; did you mean {}?", name, meant));
  return find_knob(name);
}

std::optional<Scalar> integers(const toml::Array& array) {
  Scalar::List list;
  for (const auto& node : array) {
    const auto* integer = std::get_if<std::int64_t>(&node.data);
    if (integer == nullptr) return std::nullopt;
    list.push_back(*integer);
  }
  return Scalar{std::move(list)};
}

/// `{ add = ["overdrive"], remove = ["gfxoff"] }`.
std::optional<Scalar> mask_change(const toml::Table& table) {
  MaskChange change;
  if (table.empty()) return std::nullopt;
  for (const auto& entry : table) {
    const auto* names = std::get_if<toml::Array>(&entry.value.data);
    if ((entry.key != "add" && entry.key != "remove") || names == nullptr) return std::nullopt;
    for (const auto& node : *names) {
      const auto* name = std::get_if<std::string>(&node.data);
      if (name == nullptr) return std::nullopt;
      (entry.key == "add" ? change.add : change.remove).push_back(printable(*name));
    }
  }
  return Scalar{std::move(change)};
}

std::optional<Scalar> to_scalar(const toml::Node& node) {
  if (const auto* text = std::get_if<std::string>(&node.data)) return Scalar{*text};
  if (const auto* integer = std::get_if<std::int64_t>(&node.data)) return Scalar{*integer};
  if (const auto* real = std::get_if<double>(&node.data)) return Scalar{*real};
  if (const auto* boolean = std::get_if<bool>(&node.data)) return Scalar{*boolean};
  if (const auto* array = std::get_if<toml::Array>(&node.data)) return integers(*array);
  if (const auto* table = std::get_if<toml::Table>(&node.data)) return mask_change(*table);
  return std::nullopt;
}

/// "expected points, such as ...": what the codec says of another wrong type.
std::string wanted_value(const Knob& knob) {
  if (knob.kind == KnobKind::environment) return "expected a string or an integer";
  const auto wrong = knob.codec->parse(knob, Scalar{Scalar::List{}});
  if (wrong || !wrong.error().text.starts_with("expected ")) return "expected one value";
  return wrong.error().text.substr(0, wrong.error().text.find(", found "));
}

std::optional<Value> read_value(const Knob& knob, const std::string& name, const toml::Node& node,
                                toml::Complaints& complaints) {
  if (std::holds_alternative<std::string>(node.data) && !toml::read_text(node, name, complaints))
    return std::nullopt;
  const auto scalar = to_scalar(node);
  if (!scalar && knob.codec == &kParameterMaskCodec) {
    complaints.error(
        node.at, fmt::format("{}: expected a mask, or {{ add = [\"BIT\"], remove = [\"BIT\"] }}, "
                             "found {} with other contents",
                             name, toml::type_name(node)));
    return std::nullopt;
  }
  if (!scalar) {
    const bool array = std::holds_alternative<toml::Array>(node.data);
    complaints.error(node.at,
                     fmt::format("{}: {}, found {}", name, wanted_value(knob),
                                 array ? "an array of non-integers" : toml::type_name(node)));
    return std::nullopt;
  }
  auto value = knob.codec->parse(knob, *scalar);
  if (!value) {
    complaints.error(node.at, fmt::format("{}: {}", name, value.error().text));
    return std::nullopt;
  }
  return std::move(*value);
}

/// The usual mistakes: no group, or a variable without `environment.`.
std::string unset_suggestion(const std::string& name) {
  for (const auto group : {kAttribute, "parameter"sv}) {
    const auto with_group = prefixed(group, name);
    if (find_knob(with_group) != nullptr) return fmt::format("; did you mean '{}'?", with_group);
  }
  if (is_variable_name(name) &&
      std::none_of(name.begin(), name.end(), [](unsigned char c) { return std::islower(c); })) {
    return fmt::format("; did you mean '{}'?", prefixed(kEnvironment, name));
  }
  const auto near = nearest_knob(name);
  return near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near);
}

Failure check_unset(const std::string& name) {
  const auto dot = name.find('.');
  if (name.substr(0, dot) == kEnvironment && dot != name.npos)
    return check_variable(std::string_view(name).substr(dot + 1));
  if (is_later(kLaterSections, name.substr(0, dot))) return not_yet(name);
  if (find_knob(name) != nullptr) return {};
  return fmt::format("unknown setting '{}'{}", name, unset_suggestion(name));
}

void add_setting(const Knob& knob, const std::string& name, const toml::Node& node,
                 const toml::Position& at, std::vector<Setting>& out,
                 toml::Complaints& complaints) {
  auto value = read_value(knob, name, node, complaints);
  if (!value) return;
  if (knob.kind == KnobKind::environment) {
    const auto wrong = check_variable_value(name.substr(name.find('.') + 1), to_string(*value));
    if (wrong) return complaints.error(node.at, wrong.after(name + ": ").text);
  }
  out.push_back({.knob = &knob,
                 .name = name,
                 .value = std::move(*value),
                 .origin = complaints.origin(at),
                 .on_drift = {},
                 .trusted = false,
                 .order = 0});
}

}  // namespace

void read_settings(KnobKind kind, const toml::Node& node, std::vector<Setting>& out,
                   toml::Complaints& complaints) {
  const auto group = to_string(kind);
  const auto* table = std::get_if<toml::Table>(&node.data);
  if (table == nullptr) {
    const auto* const how = std::holds_alternative<toml::Array>(node.data)
                                ? "with single brackets"
                                : "and its settings below";
    complaints.error(node.at, fmt::format("{}: expected a table, found {}; write [rule.{}] {}",
                                          group, toml::type_name(node), group, how));
    return;
  }
  read_settings(kind, *table, out, complaints);
}

void read_settings(KnobKind kind, const toml::Table& table, std::vector<Setting>& out,
                   toml::Complaints& complaints) {
  const auto group = to_string(kind);
  for (const auto& entry : table) {
    const auto name = prefixed(group, entry.key);
    const auto* knob = kind == KnobKind::environment ? find_variable(entry, name, complaints)
                                                     : find_setting(group, entry, name, complaints);
    if (knob != nullptr) add_setting(*knob, name, entry.value, entry.at, out, complaints);
  }
}

void read_single(std::string_view name, const toml::Node& node, std::vector<Setting>& out,
                 toml::Complaints& complaints) {
  add_setting(*find_knob(name), std::string(name), node, node.at, out, complaints);
}

void read_unset(const toml::Node& node, std::vector<std::string>& out,
                toml::Complaints& complaints) {
  for (auto& text : toml::read_texts(node, "unset", complaints)) {
    if (const auto wrong = check_unset(text.value))
      complaints.error(text.at, fmt::format("unset: {}", wrong.text));
    else
      out.push_back(std::move(text.value));
  }
}

}  // namespace rmcp::config
