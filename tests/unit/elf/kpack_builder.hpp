// SPDX-License-Identifier: MIT
// Archives of GPU code (*.kpack) and references to them (.rocm_kpack_ref) for tests, whole and
// damaged. Written from rocm-kpack's docs/multi_arch_packaging_with_kpack.md and
// docs/runtime_api.md by somebody who had not read lib/elf's reader: what both agree on is the
// format's, not ours.
#pragma once
#include "message_pack_builder.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

/// How a table is written: forms that mean the same.
struct KpackStyle {
  unsigned number_width = 0, text_width = 0, count_width = 0;  // as in message_pack_builder.hpp
  bool backwards = false;                                      // the fields in the other order
};

/// Fields of a map by their names, packed values: they replace those of that name or are added.
/// "" takes one out.
using KpackFields = std::vector<std::pair<std::string, std::string>>;

/// One code object.
struct KpackCode {
  std::string library;  // numbered: "lib/libx.so#0"
  std::string target;
  KpackFields fields = {};  // of its entry: "type", "ordinal", "original_size"
};

enum class KpackCompression { none, zstd };

struct KpackPlan {
  KpackCompression compression = KpackCompression::none;
  std::vector<std::string> targets = {};  // gfx_arches
  std::vector<KpackCode> code = {};       // those of a library follow each other
  KpackStyle style = {};
  KpackFields fields = {};  // of the table
  std::string tail = "";    // after the table

  // Damage.
  std::string magic = "KPAK";
  std::uint32_t version = 1;
  std::optional<std::uint64_t> table_offset = {};  // in the header; the table stays where it is
  std::optional<std::string> table = {};           // these bytes instead
  std::optional<std::uint32_t> frame_count = {};   // what the compressed part claims to have
  std::optional<std::uint32_t> frame_size = {};    // of the last frame, as it claims
};

std::string kpack_archive(const KpackPlan& plan);
/// The place of the table in an archive, from its header.
std::size_t kpack_table_offset(std::string_view archive);
/// `blobs` of an archive without compression that has one blob.
std::string packed_blob(std::uint64_t offset, std::uint64_t size);

struct KpackReferencePlan {
  std::string name;
  std::vector<std::string> paths;
  KpackStyle style = {};
  KpackFields fields = {};
  std::string tail = "";
};

std::string kpack_reference(const KpackReferencePlan& plan);

/// Whole ones in many shapes: what mutations and the fuzzer start from.
std::vector<std::string> kpack_archives();
std::vector<std::string> kpack_references();

}  // namespace rmcp::elf
