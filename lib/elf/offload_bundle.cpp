// SPDX-License-Identifier: MIT
// Goes forward only: every byte is read once, whatever the offsets and sizes in the headers.
#include "lib/elf/offload_bundle.hpp"

#include "lib/elf/compressed_bundle.hpp"
#include "lib/elf/little_endian.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace rmcp::elf {
namespace {

constexpr std::string_view kBundleMagic = "__CLANG_OFFLOAD_BUNDLE__";
constexpr std::uint64_t kMostEntries = 1024;  // targets of one bundle; LLVM knows some sixty
constexpr std::uint64_t kLongestId = 256;
constexpr std::size_t kListLimit = 64 << 10;  // limit for unpacking a compressed bundle
constexpr std::size_t kMostCompressed = 50000;
constexpr std::uint64_t kLargestBundle = std::uint64_t{1} << 40;

constexpr std::size_t kWindow = 4 << 20;

/// Finds the next occurrence of a magic; reads each byte once over all calls.
class Finder {
 public:
  Finder(std::string_view bytes, std::string_view magic, const BundleScan& scan)
      : bytes_(bytes), magic_(magic), scan_(scan) {}

  std::size_t from(std::size_t at) {
    if (!found_ || *found_ < at) found_ = search(at);
    return *found_;
  }

 private:
  /// A window at a time; a magic may begin in one and end in the next.
  std::size_t search(std::size_t at) const {
    for (; at < bytes_.size(); at += kWindow) {
      const auto found = bytes_.substr(0, at + kWindow + magic_.size() - 1).find(magic_, at);
      if (found != std::string_view::npos) return found;
      scan_.passed(bytes_.substr(at, kWindow));
    }
    return std::string_view::npos;
  }

  std::string_view bytes_;
  std::string_view magic_;
  const BundleScan& scan_;
  std::optional<std::size_t> found_;
};

class Scanner {
 public:
  Scanner(std::string_view bytes, BundleScan& scan)
      : bytes_(bytes),
        scan_(scan),
        plain_(bytes, kBundleMagic, scan),
        compressed_(bytes, kCompressedMagic, scan) {}

  void run() {
    for (std::size_t at = next(0); at != std::string_view::npos; at = next(at)) {
      ++scan_.bundles;
      const auto bundle = bytes_.substr(at);
      at += bundle.starts_with(kBundleMagic) ? read_plain(bundle) : read_compressed(bundle);
      let_go(at);
    }
  }

  /// For the first bytes of one bundle; its size, 0 if that is not known.
  std::uint64_t run_once() {
    start_only_ = true;
    const bool plain = bytes_.starts_with(kBundleMagic);
    const auto end = plain ? read_plain(bytes_) : read_compressed(bytes_);
    return sizeless_ ? 0 : end;
  }

  /// The targets listed in a bundle; and its end, at least that of its magic.
  std::size_t read_plain(std::string_view bundle) {
    std::size_t at = kBundleMagic.size() + 8;
    if (bundle.size() < at) return cut_off(kBundleMagic.size());
    const auto count = little_endian(bundle, kBundleMagic.size(), 8);
    if (count > kMostEntries) {
      scan_.problems.insert("a bundle lists more entries than there are GPUs");
      return kBundleMagic.size();
    }
    std::size_t end = at;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (bundle.size() - at < 24) return cut_off(end);
      const auto offset = little_endian(bundle, at, 8);
      const auto size = little_endian(bundle, at + 8, 8);
      const auto length = little_endian(bundle, at + 16, 8);
      at += 24;
      if (length > kLongestId || length > bundle.size() - at) return cut_off(end);
      add(target_of_entry_id(bundle.substr(at, length)));
      at += length;
      end = std::max(end, at);
      const std::uint64_t limit = start_only_ ? kLargestBundle : bundle.size();
      if (offset <= limit && size <= limit - offset) {
        end = std::max<std::size_t>(end, offset + size);
      } else if (!list_only_) {
        scan_.problems.insert("code of a bundle lies outside the file");
      }
    }
    return end;
  }

 private:
  /// The start of the next bundle. Usually directly after padding zeros: then none of the code,
  /// which may be hundreds of megabytes, is read from the disk.
  std::size_t next(std::size_t at) {
    const auto start = behind_zeros(at);
    if (start == std::string_view::npos) return start;
    const auto rest = bytes_.substr(start);
    if (rest.starts_with(kCompressedMagic) || (!sizeless_ && rest.starts_with(kBundleMagic)))
      return start;
    return std::min(sizeless_ ? std::string_view::npos : plain_.from(start),
                    compressed_.from(start));
  }

  std::size_t behind_zeros(std::size_t at) {
    for (; at < bytes_.size(); at += kWindow) {
      const auto start = bytes_.substr(0, at + kWindow).find_first_not_of('\0', at);
      if (start != std::string_view::npos) return start;
      scan_.passed(bytes_.substr(at, kWindow));
    }
    return std::string_view::npos;
  }

  /// The kernel maps more around each byte that is read than the bytes themselves.
  void let_go(std::size_t end) {
    if (end - let_go_ < kWindow) return;
    scan_.passed(bytes_.substr(let_go_, end - let_go_));
    let_go_ = end;
  }

  std::size_t cut_off(std::size_t end) {
    scan_.problems.insert("a bundle is cut off");
    return end;
  }

  void add(std::string target) {
    if (!target.empty()) scan_.targets.insert(std::move(target));
  }

  std::size_t read_compressed(std::string_view bytes) {
    const auto problem = [&](const std::string& reason) {
      scan_.problems.insert("a compressed bundle is not readable: " + reason);
    };
    const auto header = parse_compressed_bundle(bytes, start_only_ ? kLargestBundle : bytes.size());
    // The end of a compressed bundle is not known then, and compressed bytes may contain the other
    // magic literally. A compiler writes all bundles in one format, so none is missed.
    sizeless_ = sizeless_ || !header || header->size == 0;
    if (!header) {
      problem(header.error().text);
      return kCompressedMagic.size();
    }
    const std::size_t end = header->size != 0 ? header->size : header->header_size;
    if (++unpacked_ > kMostCompressed) {
      problem("there are more of them than the scan reads");
      return end;
    }
    const auto payload =
        bytes.substr(header->header_size,
                     header->size != 0 ? end - header->header_size : std::string_view::npos);
    const auto list = decompress_start(*header, payload, kListLimit);
    if (!list) {
      problem(list.error().text);
    } else if (!list->starts_with(kBundleMagic)) {
      problem("its contents are not a bundle");
    } else {
      Scanner inner(*list, scan_);
      inner.list_only_ = true;  // and lets go of nothing: these bytes are not the file
      inner.read_plain(*list);
    }
    return end;
  }

  std::string_view bytes_;
  BundleScan& scan_;
  Finder plain_;
  Finder compressed_;
  std::size_t unpacked_ = 0;
  std::size_t let_go_ = 0;
  bool sizeless_ = false;
  bool list_only_ = false;   // the code after the list was not unpacked
  bool start_only_ = false;  // nor read
};

}  // namespace

bool starts_bundle(std::string_view bytes) {
  return bytes.starts_with(kBundleMagic) || bytes.starts_with(kCompressedMagic);
}

void scan_bundles(std::string_view bytes, BundleScan& scan) { Scanner(bytes, scan).run(); }

std::uint64_t scan_bundle_start(std::string_view bytes, BundleScan& scan) {
  return Scanner(bytes, scan).run_once();
}

std::string target_of_entry_id(std::string_view id) {
  // KIND-TRIPLE-TARGET; the triple's environment is often empty, and old compilers leave it out.
  const auto gpu = id.rfind("-gfx");
  if (gpu != std::string_view::npos && id.find("amdgcn") < gpu)
    return std::string(id.substr(gpu + 1));
  return id.ends_with("amdgcnspirv") ? "amdgcnspirv" : "";
}

}  // namespace rmcp::elf
