// SPDX-License-Identifier: MIT
// Writes to stdout and stderr.
#include "client/command/output.hpp"

#include "client/document/json.hpp"
#include "lib/text/printable.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <optional>

namespace rmcp::client {

namespace {

bool printed = false;
std::optional<Failure> complaint;

/// After `rmcpctl: `. Further lines are indented: whoever wrote them, none passes for one of ours.
std::string as_lines(std::string_view text) {
  std::string out;
  for (const char c : printable_lines(text, is_utf8_locale())) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out;
}

}  // namespace

void print(std::string_view text) {
  printed = printed || !text.empty();
  std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string to_text(const Json& document, Format format) {
  const int indent = format == Format::json_short ? -1 : 2;
  return document.dump(indent, ' ', true, Json::error_handler_t::replace) + "\n";
}

Exit complain(const Failure& failure) {
  const auto text = "rmcpctl: " + as_lines(failure.text) + "\n";
  std::fflush(stdout);  // keeps the order if both go to one file
  std::fwrite(text.data(), 1, text.size(), stderr);
  complaint = failure;
  return exit_code(failure);
}

void print_complaint(Format format) {
  if (printed || !complaint) return;
  print(to_text(
      Json{{"error", {{"name", error_name(complaint->code)}, {"message", complaint->text}}}},
      format));
}

void finish(Exit exit) {
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (!written) {
    std::fprintf(stderr, "rmcpctl: stdout: %s\n", std::strerror(errno));
    if (exit == Exit::ok) exit = Exit::failed;
  }
  std::fflush(stderr);
  _exit(static_cast<int>(exit));
}

}  // namespace rmcp::client
