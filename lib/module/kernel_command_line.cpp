// SPDX-License-Identifier: MIT
// Splits a kernel command line as the kernel does.
#include "lib/module/kernel_command_line.hpp"

#include <algorithm>
#include <cctype>

namespace rmcp {

std::string underscored(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

std::vector<std::string> kernel_words(std::string_view cmdline) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : cmdline) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && std::isspace(static_cast<unsigned char>(c))) {
      if (words.back() == "--") break;
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
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
