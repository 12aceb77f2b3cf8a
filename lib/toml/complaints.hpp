// SPDX-License-Identifier: MIT
// Collects the diagnostics of one file, and makes origins in it.
#pragma once
#include "lib/text/origin.hpp"
#include "lib/toml/document.hpp"

#include <string>
#include <vector>

namespace rmcp::toml {

class Complaints {
 public:
  explicit Complaints(std::string file) : file_(std::move(file)) {}

  /// Diagnostics and origins made from now on belong to this rule or profile.
  void enter(std::string section) { section_ = std::move(section); }

  [[nodiscard]] Origin origin(Position at) const;
  void error(Position at, std::string message);
  void advice(Position at, std::string message);
  [[nodiscard]] std::size_t count() const { return diagnostics_.size(); }

  /// In the order of lines; at most a hundred, and a last one with the number of the rest.
  std::vector<Diagnostic> release();

 private:
  void add(Severity severity, Position at, std::string message);

  std::string file_;
  std::string section_;
  std::vector<Diagnostic> diagnostics_;
};

/// Orders the diagnostics of one file by their place.
bool earlier(const Diagnostic& a, const Diagnostic& b);

}  // namespace rmcp::toml
