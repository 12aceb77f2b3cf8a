// SPDX-License-Identifier: MIT
// Converts fields to variants, and options to a struct.
#include "daemon/bus/convert.hpp"

#include "daemon/bus/bounds.hpp"
#include "daemon/bus/names.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <optional>

namespace rmcp::bus {
namespace {

void read_flag(const std::string& name, const sdbus::Variant& value, bool& flag) {
  if (!value.containsValueOfType<bool>()) {
    throw make_error({Code::invalid_args, fmt::format("option '{}' has to be a boolean", name)});
  }
  flag = value.get<bool>();
}

std::chrono::seconds read_revert_after(const sdbus::Variant& value) {
  constexpr std::uint64_t kShortest = 5, kLongest = 86'400;
  if (!value.containsValueOfType<std::uint64_t>())
    throw make_error({Code::invalid_args, "option 'revert_after' has to be a number of seconds"});
  const auto seconds = value.get<std::uint64_t>();
  if (seconds < kShortest || seconds > kLongest) {
    throw make_error(
        {Code::invalid_args, fmt::format("option 'revert_after': {} is out of range: {} to {} s",
                                         seconds, kShortest, kLongest)});
  }
  return std::chrono::seconds(seconds);
}

/// The first of these types that the variant holds, as text.
template <class... Types>
std::optional<std::string> number_text(const sdbus::Variant& value) {
  std::optional<std::string> text;
  const auto read = [&]<class T>(T*) {
    if (!text && value.containsValueOfType<T>()) text = fmt::format("{}", value.get<T>());
  };
  (read(static_cast<Types*>(nullptr)), ...);
  return text;
}

template <class T>
std::optional<std::string> list_text(const sdbus::Variant& value) {
  if (!value.containsValueOfType<std::vector<T>>()) return std::nullopt;
  return fmt::format("{}", fmt::join(value.get<std::vector<T>>(), " "));
}

struct ToVariant {
  template <class T>
  sdbus::Variant operator()(const T& value) const {
    return sdbus::Variant{value};
  }
  sdbus::Variant operator()(const Record& record) const {
    return sdbus::Variant{to_dictionary(record)};
  }
  sdbus::Variant operator()(const std::vector<Record>& records) const {
    return sdbus::Variant{to_dictionaries(records)};
  }
};

}  // namespace

std::string setting_text(const std::string& knob, const sdbus::Variant& value) {
  if (value.containsValueOfType<std::string>()) return value.get<std::string>();
  auto text = number_text<std::int64_t, std::int32_t, std::uint64_t, std::uint32_t>(value);
  if (!text) text = list_text<std::int64_t>(value);
  if (!text) text = list_text<std::int32_t>(value);
  if (!text) text = list_text<std::uint32_t>(value);
  if (!text) {
    throw make_error({Code::invalid_args,
                      fmt::format("{}: expected a string, an integer or integers, found type '{}'",
                                  excerpt(knob), excerpt(value.peekValueType()))});
  }
  return *text;
}

Dictionary to_dictionary(const Record& record) {
  Dictionary out;
  for (const auto& [key, field] : record) out.emplace(key, std::visit(ToVariant{}, field));
  return out;
}

Dictionaries to_dictionaries(const std::vector<Record>& records) {
  Dictionaries out;
  for (const auto& record : records) out.push_back(to_dictionary(record));
  return out;
}

std::vector<PropertyName> changed_properties(const Record& before, const Record& after) {
  std::vector<PropertyName> names;
  for (std::size_t i = 0; i < after.size(); ++i)
    if (before[i] != after[i]) names.emplace_back(property_name(after[i].first));
  return names;
}

Options read_options(const Dictionary& options, Accepts accepts) {
  Options out;
  for (const auto& [name, value] : options) {
    if (name == "interactive") {
      read_flag(name, value, out.interactive);
    } else if (name == "keep" && accepts == Accepts::keep) {
      read_flag(name, value, out.keep);
    } else if (name == "force" && accepts == Accepts::force) {
      read_flag(name, value, out.force);
    } else if (name == "revert_after" && accepts == Accepts::revert_after) {
      out.revert_after = read_revert_after(value);
    } else {
      throw make_error({Code::invalid_args, fmt::format("unknown option '{}'", excerpt(name))});
    }
  }
  return out;
}

sdbus::Error make_error(const Failure& failure) {
  return {ErrorName{error_name(failure.code)}, failure.text};
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
