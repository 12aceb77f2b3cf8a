// SPDX-License-Identifier: MIT
// Compressed offload bundles (`CCOB`), as clang --offload-compress writes them.
#pragma once
#include "lib/text/failure.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace rmcp::elf {

inline constexpr std::string_view kCompressedMagic = "CCOB";

struct CompressedBundle {
  std::uint16_t method = 0;     // llvm::compression::Format: 0 zlib, 1 zstd
  std::size_t header_size = 0;  // the compressed bytes follow
  std::uint64_t size = 0;       // of the whole bundle; 0 if not given (version 1)
};

/// Parses bytes that begin with the magic. `available`: the bytes that the file has from there,
/// which need not all be given.
Expected<CompressedBundle> parse_compressed_bundle(std::string_view bytes, std::uint64_t available);

/// The first bytes of the uncompressed contents, at most `limit`.
Expected<std::string> decompress_start(const CompressedBundle& bundle, std::string_view payload,
                                       std::size_t limit);

}  // namespace rmcp::elf
