// SPDX-License-Identifier: MIT
// Fields to variants, options to a struct.
#include "bus/convert.hpp"

#include "bus/names.hpp"

#include <fmt/format.h>

#include <cctype>

namespace rmcp::bus {
namespace {

void take_flag(const std::string& name, const sdbus::Variant& value, bool& flag) {
  if (!value.containsValueOfType<bool>()) {
    throw make_error(kInvalidArgs, fmt::format("option '{}' has to be a boolean", name));
  }
  flag = value.get<bool>();
}

}  // namespace

Dictionary to_dictionary(const Record& record) {
  Dictionary out;
  for (const auto& [key, field] : record) {
    out.emplace(key, std::visit([](const auto& value) { return sdbus::Variant{value}; }, field));
  }
  return out;
}

Options read_options(const Dictionary& options, Accepts accepts) {
  Options out;
  for (const auto& [name, value] : options) {
    if (name == "interactive") {
      take_flag(name, value, out.interactive);
    } else if (name == "keep" && accepts == Accepts::keep) {
      take_flag(name, value, out.keep);
    } else {
      throw make_error(kInvalidArgs, fmt::format("unknown option '{}'", name));
    }
  }
  return out;
}

sdbus::Error make_error(const char* name, const std::string& message) {
  return {ErrorName{name}, message};
}

std::string property_name(const std::string& snake_case) {
  std::string out;
  bool upper = true;
  for (const char c : snake_case) {
    if (c != '_') out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = c == '_';
  }
  return out;
}

}  // namespace rmcp::bus
