// SPDX-License-Identifier: MIT
// Splits a kernel command line as the kernel does.
#include "lib/module/kernel_command_line.hpp"

#include <algorithm>
#include <cctype>

namespace rmcp {
namespace {

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// Up to the first blank that is not between quotes.
std::size_t word_length(std::string_view text) {
  bool quoted = false;
  std::size_t length = 0;
  for (; length < text.size() && (quoted || !is_blank(text[length])); ++length)
    if (text[length] == '"') quoted = !quoted;
  return length;
}

/// Only a quote that begins the word or its value goes, with the one at the end; others are a part
/// of the text.
std::string unquoted(std::string_view word) {
  const bool whole = word.starts_with('"');
  if (whole) word.remove_prefix(1);
  const auto equals = word.find('=', 1);
  auto value = equals == word.npos ? std::string_view() : word.substr(equals + 1);
  const bool of_value = value.starts_with('"');
  if (of_value) value.remove_prefix(1);
  auto out = equals == word.npos ? std::string(word) : std::string(word.substr(0, equals + 1));
  if (equals != word.npos) out += value;
  if ((whole || of_value) && out.ends_with('"')) out.pop_back();
  return out;
}

}  // namespace

std::string underscored(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

std::vector<std::string> kernel_words(std::string_view cmdline) {
  std::vector<std::string> words;
  while (true) {
    while (!cmdline.empty() && is_blank(cmdline.front())) cmdline.remove_prefix(1);
    if (cmdline.empty()) return words;
    const auto length = word_length(cmdline);
    words.push_back(unquoted(cmdline.substr(0, length)));
    if (words.back() == "--") return words;
    cmdline.remove_prefix(length);
  }
}

std::map<std::string, std::string, std::less<>> module_arguments(std::string_view cmdline,
                                                                 std::string_view module) {
  std::map<std::string, std::string, std::less<>> out;
  for (const auto& word : kernel_words(cmdline)) {
    if (word == "--") break;
    const auto equals = word.find('=');
    const auto dot = word.find('.');
    if (dot == word.npos || dot > equals || underscored(word.substr(0, dot)) != underscored(module))
      continue;
    const auto name = underscored(word.substr(dot + 1, equals - dot - 1));
    out[name] = equals == word.npos ? "1" : word.substr(equals + 1);
  }
  return out;
}

}  // namespace rmcp
