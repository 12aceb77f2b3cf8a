// SPDX-License-Identifier: MIT
// Formats advice in lines that fit.
#include "client/render/advice.hpp"

#include "client/render/columns.hpp"
#include "client/render/origin.hpp"
#include "client/render/shown.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

constexpr std::string_view kWord = "advice";

/// `text` in lines that begin with `indent`.
std::string indented(const std::string& text, const std::string& indent, const Style& style) {
  const bool breaks = style.width > indent.size() + 20;
  std::string out;
  for (const auto& line : breaks ? wrap(text, style.width - static_cast<unsigned>(indent.size()))
                                 : std::vector<std::string>{text})
    out += indent + line + "\n";
  return out;
}

std::string one(const Shown& advice, const Style& style) {
  const auto what = fmt::format("{}: {}: {} ({})", kWord, text(advice, "knob"),
                                text(advice, "message"), origin_of(advice));
  const auto why = fmt::format("{} ({})", text(advice, "reason"), text(advice, "source"));
  auto head = indented(what, "  ", style);
  head.replace(head.find(kWord), kWord.size(), paint(style, colour_of(kWord), kWord));
  return head + indented(why, "    ", style);
}

}  // namespace

std::string render_advice(const Shown& device, AdviceOn which, const Style& style) {
  std::string result;
  for (const auto& advice : items(device, "advice")) {
    if (which == AdviceOn::this_device && is_true(advice, "everywhere")) continue;
    result += one(advice, style);
  }
  return result;
}

}  // namespace rmcp::client
