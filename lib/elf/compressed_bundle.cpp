// SPDX-License-Identifier: MIT
// Headers of versions 1 to 3: clang/include/clang/Driver/OffloadBundler.h, class
// CompressedOffloadBundle. All numbers are little-endian.
#include "lib/elf/compressed_bundle.hpp"

#include "lib/elf/little_endian.hpp"

#include <fmt/format.h>

#include <zlib.h>
#include <zstd.h>

#include <memory>

namespace rmcp::elf {
namespace {

constexpr std::uint16_t kZlib = 0;
constexpr std::uint16_t kZstd = 1;

using Text = Expected<std::string>;

Text inflate_start(std::string_view payload, std::size_t limit) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return tl::unexpected(std::string("no memory to unpack it"));
  const std::unique_ptr<z_stream, void (*)(z_stream*)> end(&stream,
                                                           [](z_stream* s) { inflateEnd(s); });
  std::string out(limit, '\0');
  // zlib does not write through it; its older interface has no const.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(payload.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(payload.size(), 1 << 20));
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(limit);
  const int status = inflate(&stream, Z_SYNC_FLUSH);
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
    return tl::unexpected(std::string("its compressed bytes (zlib) are damaged"));
  out.resize(limit - stream.avail_out);
  return out;
}

ZSTD_DCtx* zstd_context() {
  // Made once: for each of some thousand bundles it would take longer than the unpacking.
  thread_local const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(
      ZSTD_createDCtx(), ZSTD_freeDCtx);
  return context.get();
}

Text unzstd_start(std::string_view payload, std::size_t limit) {
  auto* context = zstd_context();
  if (context == nullptr) return tl::unexpected(std::string("no memory to unpack it"));
  ZSTD_DCtx_reset(context, ZSTD_reset_session_only);
  std::string out(limit, '\0');
  ZSTD_inBuffer in{payload.data(), payload.size(), 0};
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  while (to.pos < to.size && in.pos < in.size) {
    const auto before = in.pos + to.pos;
    const auto status = ZSTD_decompressStream(context, &to, &in);
    if (ZSTD_isError(status) != 0)
      return tl::unexpected(
          fmt::format("its compressed bytes (zstd) are damaged: {}", ZSTD_getErrorName(status)));
    if (status == 0 || in.pos + to.pos == before) break;
  }
  out.resize(to.pos);
  return out;
}

}  // namespace

Expected<CompressedBundle> parse_compressed_bundle(std::string_view bytes,
                                                   std::uint64_t available) {
  if (bytes.size() < 8) return tl::unexpected(std::string("it is cut off"));
  const auto version = little_endian(bytes, 4, 2);
  if (version < 1 || version > 3)
    return tl::unexpected(fmt::format("unknown version {} of compressed bundles", version));
  CompressedBundle out;
  out.method = static_cast<std::uint16_t>(little_endian(bytes, 6, 2));
  out.header_size = version == 1 ? 20 : version == 2 ? 24 : 32;
  if (bytes.size() < out.header_size) return tl::unexpected(std::string("it is cut off"));
  if (version == 2) out.size = little_endian(bytes, 8, 4);
  if (version == 3) out.size = little_endian(bytes, 8, 8);
  if (version != 1 && (out.size < out.header_size || out.size > available))
    return tl::unexpected(std::string("it is cut off"));
  return out;
}

Text decompress_start(const CompressedBundle& bundle, std::string_view payload, std::size_t limit) {
  if (bundle.method == kZlib) return inflate_start(payload, limit);
  if (bundle.method == kZstd) return unzstd_start(payload, limit);
  return tl::unexpected(fmt::format("unknown compression method {}", bundle.method));
}

}  // namespace rmcp::elf
