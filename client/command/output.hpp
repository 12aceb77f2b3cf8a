// SPDX-License-Identifier: MIT
// All output to stdout and stderr.
#pragma once
#include "client/command/options.hpp"
#include "client/document/error.hpp"
#include "client/document/json_fwd.hpp"

#include <string_view>

namespace rmcp::client {

/// Prints to stdout, unchanged.
void print(std::string_view text);

/// Writes what was printed. False if that, or anything before, could not be written.
[[nodiscard]] bool flush();

/// Prints a document and a newline: ASCII only, so that it is harmless on a terminal too.
std::string to_text(const Json& document, Format format);

/// Prints the text to stderr after `rmcpctl: `, made printable, its further lines indented; returns
/// the exit status.
Exit complain(const Failure& failure);

/// For a caller that asked for JSON: if nothing was printed, the last complaint as a document,
/// {"error":{"name","message"}}, on stdout.
void print_complaint(Format format);

/// Writes the buffered output and ends the process without destructors, which a client does not
/// need. A failed write (full disk) turns success into failure.
[[noreturn]] void finish(Exit exit);

}  // namespace rmcp::client
