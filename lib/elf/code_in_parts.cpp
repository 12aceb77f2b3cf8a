// SPDX-License-Identifier: MIT
// Goes from bundle to bundle by their sizes.
#include "lib/elf/code_in_parts.hpp"

#include "lib/elf/elf_strings.hpp"
#include "lib/elf/offload_bundle.hpp"
#include "lib/elf/section.hpp"

namespace rmcp::elf {
namespace {

constexpr std::size_t kPart = 256 << 10;  // the list of a bundle, or a block of compressed bytes
constexpr std::size_t kLongestReference = 64 << 10;
constexpr std::size_t kMostParts = 1 << 16;

/// The next byte in the section that is not zero, which is padding; its end if there is none.
std::uint64_t behind_padding(int fd, const Section& section, std::uint64_t at) {
  while (at < section.size) {
    const auto part = bytes_at(fd, section.offset + at, kPart);
    const auto found = part.find_first_not_of('\0');
    if (found != part.npos) return at + found;
    if (part.size() < kPart) break;
    at += part.size();
  }
  return section.size;
}

void read_section(int fd, const Section& section, BundleScan& scan) {
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < kMostParts; ++i) {
    at = behind_padding(fd, section, at);
    if (at >= section.size) return;
    const auto part = bytes_at(fd, section.offset + at, kPart);
    if (!starts_bundle(part)) break;
    ++scan.bundles;
    const auto size = scan_bundle_start(part, scan);
    if (size == 0 || size > section.size - at) break;
    at += size;
  }
  scan.problems.insert("not all of its GPU code can be read");
}

}  // namespace

GpuCode read_gpu_code_in_parts(int fd) {
  GpuCode out;
  if (const auto section = find_section(fd, ".rocm_kpack_ref")) {
    out.outside = true;
    const auto size = std::min<std::uint64_t>(section->size, kLongestReference);
    auto found =
        parse_kpack_reference(bytes_at(fd, section->offset, static_cast<std::size_t>(size)));
    if (found)
      out.reference = std::move(*found);
    else
      out.problems.push_back(found.error().text);
    return out;
  }
  BundleScan scan;
  if (const auto section = find_section(fd, ".hip_fatbin")) read_section(fd, *section, scan);
  out.targets.assign(scan.targets.begin(), scan.targets.end());
  out.problems.assign(scan.problems.begin(), scan.problems.end());
  out.bundles = scan.bundles;
  return out;
}

}  // namespace rmcp::elf
