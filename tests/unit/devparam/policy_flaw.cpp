// SPDX-License-Identifier: MIT
#include "policy_flaw.hpp"

#include "policy_reader.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace rmcp::test {
namespace {

using Settings = std::vector<DevparamSetting>;

const DevparamDevice device_of_flaws{{0, 3, 0, 0}, {0x1002, 0x731f, 0x1458, 0x2313}};
/// In the order of precedence, in lower case. Selectors for this device are these alone.
const std::vector<std::string> selectors_of_device = {"*", "1002:731f", "1002:731f:1458:2313",
                                                      "0000:03:00.0"};

/// The parts between separators that are not in quotes.
std::vector<std::string> parts_of(const std::string& text, std::string_view separators) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '\'') quoted = !quoted;
    if (!quoted && separators.find(c) != std::string_view::npos)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

bool consists_of(const std::string& text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string::npos;
}

/// The selector in one spelling, or nothing. In its shape, a `p` stands for a hexadecimal digit.
std::optional<std::string> selector_of(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c | 0x20) : c; });
  if (text.find('p') != std::string::npos) return std::nullopt;
  std::string shape = text;
  std::replace_if(
      shape.begin(), shape.end(),
      [](char c) { return std::string_view("0123456789abcdef").find(c) != std::string_view::npos; },
      'p');
  if (text == "*" || shape == "pppp:pppp" || shape == "pppp:pppp:pppp:pppp") return text;
  const auto domain = shape.find(':');
  if (domain < 4 || domain > 8 || shape.substr(domain) != ":pp:pp.p" ||
      !consists_of(shape.substr(0, domain), "p"))
    return std::nullopt;
  if (text[domain + 4] > '1' || text.back() > '7') return std::nullopt;
  while (text.find(':') > 4 && text.front() == '0') text.erase(0, 1);
  return text;
}

std::optional<std::string> value_of(const std::string& text) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!printable || text.empty() || text.find('"') != std::string::npos) return std::nullopt;
  if (text.front() != '\'') {
    return text.find_first_of("' ") == std::string::npos ? std::optional(text) : std::nullopt;
  }
  if (text.size() < 2 || text.find('\'', 1) != text.size() - 1) return std::nullopt;
  return text.substr(1, text.size() - 2);
}

std::optional<DevparamSetting> setting_of(const std::string& selector, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) return std::nullopt;
  const auto name = text.substr(0, equals);
  const auto value = value_of(text.substr(equals + 1));
  if (!value || !consists_of(name,
                             "0123456789_abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return std::nullopt;
  return DevparamSetting{selector, name, *value};
}

/// Takes the text apart from the outside to the inside. Nothing when it is no policy.
std::optional<Settings> expected_settings(const std::string& text) {
  Settings out;
  std::set<std::pair<std::string, std::string>> seen;
  if (text.size() > 4094) return std::nullopt;
  for (const auto& rule : parts_of(text, ";\n")) {
    if (rule.empty()) continue;
    const auto parts = parts_of(rule, "/");
    const auto selector = selector_of(parts[0]);
    if (!selector || parts.size() < 2) return std::nullopt;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto setting = setting_of(*selector, parts[i]);
      if (!setting || !seen.emplace(*selector, setting->name).second) return std::nullopt;
      out.push_back(*setting);
    }
  }
  return out;
}

std::map<std::string, std::string> expected_values(const Settings& settings) {
  std::map<std::string, std::string> out;
  for (const auto& selector : selectors_of_device)
    for (const auto& setting : settings)
      if (setting.selector == selector) out[setting.name] = setting.value;
  return out;
}

std::string flaw_of_values(const std::string& text, const Settings& settings) {
  std::vector<std::string> expected;
  for (const auto& [name, value] : expected_values(settings))
    expected.push_back(name + "=" + value);
  auto values = devparam_of(text, device_of_flaws);
  std::sort(values.begin(), values.end());
  std::sort(expected.begin(), expected.end());
  return values == expected ? "" : "the device gets other values";
}

}  // namespace

std::string devparam_flaw(std::string_view bytes) {
  const std::string text(bytes.substr(0, bytes.find('\0')));
  const auto read = read_devparam(text);
  const auto expected = expected_settings(text);
  if (read.fault.empty() != expected.has_value())
    return expected ? "a policy is refused: " + read.fault : "accepted, and is no policy";
  if (!expected) return read.place <= text.size() ? "" : "the place is outside of the text";
  if (!std::equal(read.settings.begin(), read.settings.end(), expected->begin(), expected->end(),
                  [](const auto& one, const auto& other) {
                    return one.name == other.name && one.value == other.value;
                  }))
    return "the settings are others";
  if (!devparam_agrees(text, text, device_of_flaws)) return "it does not agree with itself";
  return flaw_of_values(text, *expected);
}

}  // namespace rmcp::test
