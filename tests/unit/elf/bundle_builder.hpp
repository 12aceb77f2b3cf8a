// SPDX-License-Identifier: MIT
// Offload bundles for tests.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

std::string number_bytes(std::uint64_t value, std::size_t length);

/// A bundle with some bytes of code for each entry id.
std::string bundle_of(const std::vector<std::string>& ids, std::size_t code_size = 64);

enum class Packing : std::uint16_t { zlib = 0, zstd = 1 };
/// The same, compressed; `version` is that of the header.
std::string packed_bundle(std::string_view bundle, Packing packing, unsigned version);

}  // namespace rmcp::elf
