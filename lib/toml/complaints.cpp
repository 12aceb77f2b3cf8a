// SPDX-License-Identifier: MIT
// Keeps diagnostics safe to print and few enough to read.
#include "lib/toml/complaints.hpp"

#include "lib/text/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace rmcp::toml {
namespace {

constexpr std::size_t kMost = 100;
constexpr std::size_t kLongestMessage = 500;

/// Cuts between two characters, never inside one.
void shorten(std::string& text) {
  if (text.size() <= kLongestMessage) return;
  auto end = kLongestMessage;
  while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  text += "...";
}

}  // namespace

Origin Complaints::origin(Position at) const { return {file_, at.line, at.column, section_}; }

void Complaints::add(Severity severity, Position at, std::string message) {
  message = printable(message);
  shorten(message);
  diagnostics_.push_back({severity, origin(at), std::move(message)});
}

void Complaints::error(Position at, std::string message) {
  add(Severity::error, at, std::move(message));
}

void Complaints::advice(Position at, std::string message) {
  add(Severity::advice, at, std::move(message));
}

std::vector<Diagnostic> Complaints::release() {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(), earlier);
  if (diagnostics_.size() > kMost) {
    // The rest counts as one error: a file whose first hundred diagnostics are only advice must not
    // pass.
    const auto rest = diagnostics_.begin() + kMost;
    const auto errors = std::count_if(rest, diagnostics_.end(), [](const Diagnostic& d) {
      return d.severity == Severity::error;
    });
    auto last = *rest;
    last.severity = errors > 0 ? Severity::error : Severity::advice;
    last.message = fmt::format("and {} more messages about this file", diagnostics_.end() - rest);
    diagnostics_.erase(rest, diagnostics_.end());
    diagnostics_.push_back(std::move(last));
  }
  return std::move(diagnostics_);
}

bool earlier(const Diagnostic& a, const Diagnostic& b) {
  return std::tie(a.origin.line, a.origin.column) < std::tie(b.origin.line, b.origin.column);
}

}  // namespace rmcp::toml
