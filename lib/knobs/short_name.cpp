// SPDX-License-Identifier: MIT
// A name without its kind is short for the only knob that ends like that.
#include "lib/knobs/short_name.hpp"

#include "lib/knobs/knob.hpp"

#include <algorithm>

namespace rmcp {
namespace {

bool is_in_capitals(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string_view ending(std::string_view name) { return name.substr(name.find('.') + 1); }

/// The only knob with this ending, or null.
const Knob* only_one(std::string_view short_name) {
  const Knob* found = nullptr;
  for (const auto& knob : knobs()) {
    if (ending(knob.name) != short_name) continue;
    if (found != nullptr) return nullptr;
    found = &knob;
  }
  return found;
}

}  // namespace

std::string full_knob_name(std::string_view name) {
  if (find_knob(name) != nullptr) return std::string(name);
  if (is_in_capitals(name)) return "environment." + std::string(name);
  const auto* knob = only_one(name);
  return std::string(knob == nullptr || ending(knob->name) == "*" ? name : knob->name);
}

std::string_view short_knob_name(std::string_view name) {
  return only_one(ending(name)) != nullptr ? ending(name) : name;
}

}  // namespace rmcp
