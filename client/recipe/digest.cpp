// SPDX-License-Identifier: MIT
// Computes SHA-256 of texts.
#include "client/recipe/digest.hpp"

#include <array>
#include <cstdint>
#include <sha2.h>

namespace rmcp::recipe {

std::string sha256_text(std::string_view text) {
  SHA2_CTX context;
  SHA256Init(&context);
  const std::string bytes(text);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  std::array<char, SHA256_DIGEST_STRING_LENGTH> hex{};
  return SHA256End(&context, hex.data());
}

}  // namespace rmcp::recipe
