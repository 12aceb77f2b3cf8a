// SPDX-License-Identifier: MIT
#include "kpack_builder.hpp"

#include "bundle_builder.hpp"

#include <zstd.h>

#include <algorithm>

namespace rmcp::elf {
namespace {

constexpr std::size_t kBlobs = 64;  // the header is padded to it

std::string code_bytes(const KpackCode& code) {
  std::string out;
  for (int i = 0; i < 20; ++i) out += code.target + " of " + code.library + '\n';
  return out;
}

std::string frame_of(std::string_view code) {
  std::string out(ZSTD_compressBound(code.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), code.data(), code.size(), 3));
  return out;
}

/// The part with the code, and the fields of the table that describe it.
struct Blobs {
  std::string bytes;
  KpackFields fields;
};

Blobs plain_blobs(const KpackPlan& plan) {
  const auto number = [&](std::uint64_t value) {
    return pack_number(value, plan.style.number_width);
  };
  Blobs out;
  std::vector<std::string> places;
  for (const auto& code : plan.code) {
    const auto bytes = code_bytes(code);
    places.push_back(pack_map({{pack_text("offset"), number(kBlobs + out.bytes.size())},
                               {pack_text("size"), number(bytes.size())}}));
    out.bytes += bytes;
  }
  out.fields = {{"compression_scheme", pack_text("none", plan.style.text_width)},
                {"blobs", pack_list(places, plan.style.count_width)}};
  return out;
}

Blobs compressed_blobs(const KpackPlan& plan) {
  Blobs out{number_bytes(plan.frame_count.value_or(plan.code.size()), 4), {}};
  for (std::size_t i = 0; i < plan.code.size(); ++i) {
    const auto frame = frame_of(code_bytes(plan.code[i]));
    const bool lies = plan.frame_size && i + 1 == plan.code.size();
    out.bytes += number_bytes(lies ? *plan.frame_size : frame.size(), 4) + frame;
  }
  const auto width = plan.style.number_width;
  out.fields = {{"compression_scheme", pack_text("zstd-per-kernel", plan.style.text_width)},
                {"zstd_offset", pack_number(kBlobs, width)},
                {"zstd_size", pack_number(out.bytes.size(), width)}};
  return out;
}

KpackFields changed(KpackFields fields, const KpackFields& changes) {
  for (const auto& [name, value] : changes) {
    const auto found = std::ranges::find(fields, name, &KpackFields::value_type::first);
    if (found == fields.end())
      fields.emplace_back(name, value);
    else
      found->second = value;
  }
  std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
  return fields;
}

std::string packed_fields(KpackFields fields, const KpackFields& changes, const KpackStyle& style) {
  fields = changed(std::move(fields), changes);
  if (style.backwards) std::ranges::reverse(fields);
  PackedMap out;
  for (const auto& [name, value] : fields)
    out.emplace_back(pack_text(name, style.text_width), value);
  return pack_map(out, style.count_width);
}

std::string packed_entry(const KpackPlan& plan, std::size_t ordinal) {
  const auto& code = plan.code[ordinal];
  const auto width = plan.style.number_width;
  return packed_fields({{"type", pack_text("hsaco", plan.style.text_width)},
                        {"ordinal", pack_number(ordinal, width)},
                        {"original_size", pack_number(code_bytes(code).size(), width)}},
                       code.fields, plan.style);
}

/// "toc": the targets of each library.
std::string packed_contents(const KpackPlan& plan) {
  KpackFields libraries;
  for (std::size_t i = 0; i < plan.code.size();) {
    const auto& name = plan.code[i].library;
    KpackFields targets;
    for (; i < plan.code.size() && plan.code[i].library == name; ++i)
      targets.emplace_back(plan.code[i].target, packed_entry(plan, i));
    libraries.emplace_back(name, packed_fields(targets, {}, plan.style));
  }
  return packed_fields(libraries, {}, plan.style);
}

std::string packed_table(const KpackPlan& plan, const KpackFields& blobs) {
  const auto& style = plan.style;
  std::vector<std::string> targets;
  for (const auto& target : plan.targets) targets.push_back(pack_text(target, style.text_width));
  KpackFields fields = {{"format_version", pack_number(1, style.number_width)},
                        {"group_name", pack_text("test", style.text_width)},
                        {"gfx_arch_family", pack_text("gfx10X", style.text_width)},
                        {"gfx_arches", pack_list(targets, style.count_width)},
                        {"toc", packed_contents(plan)}};
  fields.insert(fields.end(), blobs.begin(), blobs.end());
  return packed_fields(fields, plan.fields, style);
}

}  // namespace

std::string kpack_archive(const KpackPlan& plan) {
  const auto blobs =
      plan.compression == KpackCompression::zstd ? compressed_blobs(plan) : plain_blobs(plan);
  std::string out = plan.magic + number_bytes(plan.version, 4) +
                    number_bytes(plan.table_offset.value_or(kBlobs + blobs.bytes.size()), 8);
  out.resize(kBlobs);
  out += blobs.bytes;
  return out + (plan.table ? *plan.table : packed_table(plan, blobs.fields)) + plan.tail;
}

std::size_t kpack_table_offset(std::string_view archive) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < 8; ++i)
    out |= std::size_t{static_cast<unsigned char>(archive[8 + i])} << (8 * i);
  return out;
}

std::string packed_blob(std::uint64_t offset, std::uint64_t size) {
  return pack_list({pack_map(
      {{pack_text("offset"), pack_number(offset)}, {pack_text("size"), pack_number(size)}})});
}

std::string kpack_reference(const KpackReferencePlan& plan) {
  std::vector<std::string> paths;
  for (const auto& path : plan.paths) paths.push_back(pack_text(path, plan.style.text_width));
  return packed_fields({{"kernel_name", pack_text(plan.name, plan.style.text_width)},
                        {"kpack_search_paths", pack_list(paths, plan.style.count_width)}},
                       plan.fields, plan.style) +
         plan.tail;
}

std::vector<std::string> kpack_archives() {
  const std::vector<std::string> targets = {"gfx1030", "gfx90a:sramecc+:xnack-"};
  std::vector<KpackCode> code;
  for (const auto* library : {"lib/libx.so.1#0", "lib/libx.so.1#1", "bin/tool#0"})
    for (const auto& target : targets) code.push_back({library, target});
  KpackFields unknown;
  for (const auto& value : pack_everything())
    unknown.emplace_back("x" + std::to_string(unknown.size()), value);
  std::vector<std::string> out;
  for (const auto compression : {KpackCompression::none, KpackCompression::zstd}) {
    const KpackPlan plan{.compression = compression, .targets = targets, .code = code};
    out.push_back(kpack_archive(plan));
    for (const unsigned width : {1U, 4U, 8U}) {
      auto other = plan;
      other.style = {width, width, width, true};
      if (width == 4) other.fields = unknown;
      out.push_back(kpack_archive(other));
    }
  }
  return out;
}

std::vector<std::string> kpack_references() {
  const KpackReferencePlan plan{"lib/libx.so.1",
                                {"../.kpack/x_lib_@GFXARCH@.kpack", "/opt/rocm/.kpack/x.kpack"}};
  std::vector<std::string> out = {kpack_reference(plan)};
  for (const unsigned width : {1U, 2U, 4U}) {
    auto other = plan;
    other.style = {width, width, width, true};
    other.fields = {{"other", pack_list(pack_everything())}};
    other.tail = std::string(width, '\0');
    out.push_back(kpack_reference(other));
  }
  return out;
}

}  // namespace rmcp::elf
