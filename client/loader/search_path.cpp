// SPDX-License-Identifier: MIT
// After glibc's elf/dl-load.c: is_dst, _dl_dst_substitute, fillin_rpath.
#include "client/loader/search_path.hpp"

namespace rmcp::client {
namespace {

/// The length of the word after a `$`, with braces; 0 if it is another word.
std::size_t length_of_word(std::string_view text, std::string_view word) {
  const bool braces = text.starts_with('{');
  if (braces) text.remove_prefix(1);
  if (!text.starts_with(word)) return 0;
  const char next = text.size() > word.size() ? text[word.size()] : '\0';
  if (braces) return next == '}' ? word.size() + 2 : 0;
  return (next >= 'A' && next <= 'Z') || next == '_' ? 0 : word.size();
}

}  // namespace

std::string replace_words(std::string_view text, const PathWords& words) {
  struct Word {
    std::string_view name;
    const std::string& value;
  };
  const Word known[] = {{"ORIGIN", words.origin}, {"LIB", words.lib}, {"PLATFORM", words.platform}};
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    std::size_t length = 0;
    for (const auto& word : known) {
      if (c != '$' || length != 0) break;
      length = length_of_word(text, word.name);
      if (length != 0) out += word.value;
    }
    if (length == 0) out += c;
    text.remove_prefix(length);
  }
  return out;
}

bool has_origin(std::string_view text) {
  for (auto at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1))
    if (length_of_word(text.substr(at + 1), "ORIGIN") != 0) return true;
  return false;
}

std::vector<std::string> split_path(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  if (text.empty()) return out;
  for (bool more = true; more;) {
    const auto end = text.find_first_of(separators);
    auto element = text.substr(0, end);
    while (element.size() > 1 && element.ends_with('/')) element.remove_suffix(1);
    out.emplace_back(element.empty() ? "." : element);
    more = end != std::string_view::npos;
    if (more) text.remove_prefix(end + 1);
  }
  return out;
}

std::vector<std::string> split_preload(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
    auto rest = line.substr(0, line.find('#'));
    constexpr std::string_view kBetween = ": \t\r";
    for (auto at = rest.find_first_not_of(kBetween); at != std::string_view::npos;
         at = rest.find_first_not_of(kBetween)) {
      rest.remove_prefix(at);
      const auto word = rest.substr(0, rest.find_first_of(kBetween));
      out.emplace_back(word);
      rest.remove_prefix(word.size());
    }
  }
  return out;
}

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

}  // namespace rmcp::client
