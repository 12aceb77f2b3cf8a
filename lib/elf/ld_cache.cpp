// SPDX-License-Identifier: MIT
// Reads both formats of the cache, with bounds.
#include "lib/elf/ld_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

namespace rmcp::elf {
namespace {

constexpr std::string_view kOldMagic = "ld.so-1.7.0";
constexpr std::string_view kCacheMagic = "glibc-ld.so.cache1.1";
constexpr std::size_t kHeader = 48;
constexpr std::size_t kEntry = 24;
constexpr std::uint64_t kHwcapExtension = std::uint64_t{1} << 62;
constexpr std::uint32_t kExtensionMagic = 0xeaa42174;
constexpr std::uint32_t kHwcapSection = 1;

// FLAG_ELF_LIBC6 with the bits of the machine (_DL_CACHE_DEFAULT_ID).
#if defined(__x86_64__)
constexpr std::optional<std::uint32_t> kFlags = 0x0303;
#elif defined(__aarch64__)
constexpr std::optional<std::uint32_t> kFlags = 0x0a03;
#else
constexpr std::optional<std::uint32_t> kFlags = std::nullopt;  // the files themselves tell
#endif

/// The file is in the byte order of the machine that wrote it: this one.
template <typename Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::optional<std::string> cache_text_at(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return std::nullopt;
  const auto end = bytes.substr(at, 4096).find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(bytes.substr(at, end));
}

/// Names of subfolders that entries refer to by index; none in caches of older glibc.
std::vector<std::string> hwcap_names(std::string_view bytes) {
  const std::size_t at = number_at<std::uint32_t>(bytes, 32);
  std::vector<std::string> names;
  if (at == 0 || at > bytes.size() || bytes.size() - at < 8) return names;
  if (number_at<std::uint32_t>(bytes, at) != kExtensionMagic) return names;
  const auto count = std::min<std::size_t>(number_at<std::uint32_t>(bytes, at + 4), 64);
  for (std::size_t i = 0; i < count && bytes.size() - at >= 8 + 16 * (i + 1); ++i) {
    const auto section = at + 8 + 16 * i;
    if (number_at<std::uint32_t>(bytes, section) != kHwcapSection) continue;
    const std::size_t place = number_at<std::uint32_t>(bytes, section + 8);
    const std::size_t size = number_at<std::uint32_t>(bytes, section + 12);
    if (place > bytes.size() || size > bytes.size() - place) return names;
    for (std::size_t n = 0; n + 4 <= std::min<std::size_t>(size, 4096); n += 4)
      names.push_back(
          cache_text_at(bytes, number_at<std::uint32_t>(bytes, place + n)).value_or(""));
  }
  return names;
}

/// After a table in the previous format, for programs of the last century.
std::string_view without_old_table(std::string_view bytes) {
  if (!bytes.starts_with(kOldMagic) || bytes.size() < 16) return bytes;
  const std::uint64_t count = number_at<std::uint32_t>(bytes, 12);
  const std::uint64_t end = (16 + count * 12 + 7) / 8 * 8;
  return end < bytes.size() ? bytes.substr(end) : std::string_view();
}

/// "" if any processor will do, nothing if it is not understood.
std::optional<std::string> hwcap_of(std::uint64_t value, const std::vector<std::string>& names) {
  if (value == 0) return "";
  const auto index = static_cast<std::uint32_t>(value);
  if ((value & kHwcapExtension) == 0 || index >= names.size()) return std::nullopt;
  return names[index];
}

}  // namespace

Expected<LdCache> parse_ld_cache(std::string_view file) {
  const auto bytes = without_old_table(file);
  if (!bytes.starts_with(kCacheMagic) || bytes.size() < kHeader)
    return tl::unexpected(std::string("not a cache of ld.so"));
  const std::size_t count = number_at<std::uint32_t>(bytes, 20);
  if (count > (bytes.size() - kHeader) / kEntry)
    return tl::unexpected(fmt::format("it is cut off: {} entries do not fit into it", count));
  const auto names = hwcap_names(bytes);
  LdCache out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = kHeader + i * kEntry;
    if (kFlags && number_at<std::uint32_t>(bytes, at) != *kFlags) continue;
    auto name = cache_text_at(bytes, number_at<std::uint32_t>(bytes, at + 4));
    auto path = cache_text_at(bytes, number_at<std::uint32_t>(bytes, at + 8));
    auto hwcap = hwcap_of(number_at<std::uint64_t>(bytes, at + 16), names);
    if (!name || !path) return tl::unexpected(std::string("a name lies outside the file"));
    if (hwcap) out.entries.push_back({std::move(*name), std::move(*path), std::move(*hwcap)});
  }
  return out;
}

std::string LdCache::find(std::string_view name, const std::vector<std::string>& hwcaps) const {
  const CacheEntry* best = nullptr;
  auto best_rank = hwcaps.size() + 1;
  for (const auto& entry : entries) {
    if (entry.name != name) continue;
    const auto at = std::ranges::find(hwcaps, entry.hwcap);
    if (!entry.hwcap.empty() && at == hwcaps.end()) continue;
    const auto rank =
        entry.hwcap.empty() ? hwcaps.size() : static_cast<std::size_t>(at - hwcaps.begin());
    if (rank >= best_rank) continue;
    best = &entry;
    best_rank = rank;
  }
  return best == nullptr ? "" : best->path;
}

}  // namespace rmcp::elf
