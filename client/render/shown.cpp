// SPDX-License-Identifier: MIT
// The one place of this room that reads raw documents: all text that leaves it is printable.
#include "client/render/shown.hpp"

#include "client/document/json.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

std::string list_in_words(const Shown& list) {
  std::string result;
  for (const auto& element : list.elements())
    result += (result.empty() ? "" : ", ") + element.words();
  return result;
}

std::string object_in_words(const Shown& object) {
  std::string result;
  for (const auto& [key, value] : object.fields())
    result += fmt::format("{}{}={}", result.empty() ? "" : " ", key, value.words());
  return result;
}

}  // namespace

bool Shown::is_text() const { return value_->is_string(); }
bool Shown::is_list() const { return value_->is_array(); }
bool Shown::is_object() const { return value_->is_object(); }
bool Shown::is_whole_number() const { return value_->is_number_integer(); }
bool Shown::is_true() const { return value_->is_boolean() && value_->get<bool>(); }
bool Shown::empty() const { return value_->empty(); }

std::string Shown::text() const {
  return is_text() ? printable(value_->get_ref<const std::string&>(), utf8_) : "";
}

std::string Shown::text_for_file(const Style& style) const {
  if (!is_text()) return "";
  const auto& raw = value_->get_ref<const std::string&>();
  return style.width > 0 ? printable_lines(raw, utf8_) : raw;
}

std::int64_t Shown::whole_number() const {
  return is_whole_number() ? value_->get<std::int64_t>() : 0;
}

std::string Shown::words() const {
  if (value_->is_boolean()) return value_->get<bool>() ? "yes" : "no";
  const auto words = is_text()         ? text()
                     : is_list()       ? list_in_words(*this)
                     : is_object()     ? object_in_words(*this)
                     : value_->empty() ? ""
                                       : json();
  return words.empty() ? "-" : words;
}

std::string Shown::json() const {
  return printable(value_->dump(-1, ' ', false, Json::error_handler_t::replace), utf8_);
}

std::vector<Shown> Shown::elements() const {
  std::vector<Shown> out;
  if (is_list())
    for (const auto& element : *value_) out.push_back({element, utf8_});
  return out;
}

std::vector<std::pair<std::string, Shown>> Shown::fields() const {
  std::vector<std::pair<std::string, Shown>> out;
  if (is_object())
    for (const auto& [key, value] : value_->items())
      out.emplace_back(printable(key, utf8_), Shown(value, utf8_));
  return out;
}

Shown Shown::at(std::string_view key) const {
  static const Json kNothing;
  if (!is_object()) return {kNothing, utf8_};
  const auto it = value_->find(std::string(key));
  return {it == value_->end() ? kNothing : *it, utf8_};
}

bool Shown::contains(std::string_view key) const {
  return is_object() && value_->contains(std::string(key));
}

std::string text(const Shown& object, std::string_view key) { return object.at(key).text(); }

std::string text_or(const Shown& object, std::string_view key, std::string_view otherwise) {
  auto value = text(object, key);
  return value.empty() ? std::string(otherwise) : value;
}

std::int64_t number(const Shown& object, std::string_view key) {
  return object.at(key).whole_number();
}

bool is_true(const Shown& object, std::string_view key) { return object.at(key).is_true(); }

std::vector<Shown> items(const Shown& object, std::string_view key) {
  return object.at(key).elements();
}

std::string join(const std::vector<Shown>& list, std::string_view separator) {
  std::string result;
  for (const auto& element : list) {
    if (!element.is_text()) continue;
    if (!result.empty()) result += separator;
    result += element.text();
  }
  return result;
}

std::vector<std::string> texts(const Shown& list) {
  std::vector<std::string> out;
  for (const auto& element : list.elements())
    if (element.is_text()) out.push_back(element.text());
  return out;
}

std::vector<std::string> texts(const Shown& object, std::string_view key) {
  return texts(object.at(key));
}

}  // namespace rmcp::client
