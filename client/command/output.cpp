// SPDX-License-Identifier: MIT
// Writes to stdout and stderr.
#include "client/command/output.hpp"

#include "client/document/json.hpp"
#include "lib/text/printable.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>

namespace rmcp::client {

namespace {

bool printed = false;
int write_error = 0;  // the first on stdout
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
  if (std::fwrite(text.data(), 1, text.size(), stdout) < text.size() && write_error == 0)
    write_error = errno;
}

bool flush() {
  if (std::fflush(stdout) != 0 && write_error == 0) write_error = errno;
  return write_error == 0;
}

std::string to_text(const Json& document, Format format) {
  const int indent = format == Format::json_short ? -1 : 2;
  return document.dump(indent, ' ', true, Json::error_handler_t::replace) + "\n";
}

Exit complain(const Failure& failure) {
  const auto text = "rmcpctl: " + as_lines(failure.text) + "\n";
  static_cast<void>(flush());  // keeps the order if both go to one file; finish() tells of errors
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
  if (!flush()) {
    std::fprintf(stderr, "rmcpctl: stdout: %s\n", std::strerror(write_error));
    if (exit == Exit::ok) exit = Exit::failed;
  }
  std::fflush(stderr);
  _exit(static_cast<int>(exit));
}

}  // namespace rmcp::client
