// SPDX-License-Identifier: MIT
// YAML texts of strangers: bounded in depth and size, without aliases.
#pragma once
#include "client/translate/tree.hpp"

#include <string>

namespace rmcp::client {

/// The text's only document, or what is wrong with it and where. Keys are texts; a key stands once
/// in its table. For any text of at most 256 KiB.
Translated<Tree> read_yaml(const std::string& text);

inline constexpr std::size_t kMostYaml = 256 * 1024;

}  // namespace rmcp::client
