// SPDX-License-Identifier: MIT
#include "bundle_builder.hpp"

#include <zlib.h>
#include <zstd.h>

namespace rmcp::elf {
namespace {

std::string zlib_bytes(std::string_view text) {
  auto size = ::compressBound(text.size());
  std::string out(size, '\0');
  ::compress(reinterpret_cast<Bytef*>(out.data()), &size,
             reinterpret_cast<const Bytef*>(text.data()), text.size());
  out.resize(size);
  return out;
}

std::string zstd_bytes(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

}  // namespace

std::string number_bytes(std::uint64_t value, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}

std::string bundle_of(const std::vector<std::string>& ids, std::size_t code_size) {
  std::size_t place = 24 + 8;
  for (const auto& id : ids) place += 24 + id.size();
  std::string out = "__CLANG_OFFLOAD_BUNDLE__" + number_bytes(ids.size(), 8);
  for (const auto& id : ids) {
    out += number_bytes(place, 8) + number_bytes(code_size, 8) + number_bytes(id.size(), 8) + id;
    place += code_size;
  }
  return out.append(ids.size() * code_size, 'c');
}

std::string packed_bundle(std::string_view bundle, Packing packing, unsigned version) {
  const auto payload = packing == Packing::zlib ? zlib_bytes(bundle) : zstd_bytes(bundle);
  const std::size_t width = version == 3 ? 8 : 4;
  const std::size_t header = 8 + (version == 1 ? 1 : 2) * width + 8;
  std::string out =
      "CCOB" + number_bytes(version, 2) + number_bytes(static_cast<std::uint16_t>(packing), 2);
  if (version != 1) out += number_bytes(header + payload.size(), width);
  return out + number_bytes(bundle.size(), width) + number_bytes(0x1234, 8) + payload;
}

}  // namespace rmcp::elf
