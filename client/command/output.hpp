// SPDX-License-Identifier: MIT
// Everything that reaches stdout and stderr.
#pragma once
#include "client/command/options.hpp"
#include "client/document/error.hpp"
#include "client/document/json_fwd.hpp"

#include <string_view>

namespace rmcp::client {

/// To stdout as it is.
void print(std::string_view text);

/// A document, ended by a newline: ASCII only, so that it is harmless on a terminal too.
std::string to_text(const Json& document, Format format);

/// To stderr after `rmcpctl: `, made printable.
void complain(std::string_view message);
/// The same for an error; returns its exit status.
Exit complain(const Error& error);

/// Writes out what is still buffered and ends the process without running destructors: nothing in
/// a client is worth the time. A write that failed (full disk) turns success into failure.
[[noreturn]] void finish(Exit exit);

}  // namespace rmcp::client
