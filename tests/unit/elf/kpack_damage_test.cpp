// SPDX-License-Identifier: MIT
// Archives that somebody has damaged, by accident or on purpose: each gives one reason, with little
// memory and stack. Those of which only a part is wrong may be read without it.
#include "bounds.hpp"
#include "kpack_builder.hpp"
#include "kpack_flaw.hpp"
#include "lib/elf/kpack_archive.hpp"
#include "open_file.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <limits>
#include <random>
#include <set>

namespace rmcp::elf {
namespace {

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

std::string reason_of(int fd) {
  if (const auto flaw = kpack_archive_flaw(fd); !flaw.empty()) return flaw;
  return read_kpack_archive(fd) ? "read" : "a reason";
}

std::string bounded_reason(std::string_view bytes) {
  const MemoryFile file(bytes);
  return test::within_bounds([&] { return reason_of(file.fd()); });
}

struct DamagedKpack {
  std::string name;
  std::string bytes;
};

std::ostream& operator<<(std::ostream& out, const DamagedKpack& kpack) { return out << kpack.name; }

KpackPlan whole(KpackCompression compression = KpackCompression::none) {
  return {.compression = compression,
          .targets = {"gfx1030", "gfx1100"},
          .code = {{"lib/libx.so#0", "gfx1030"}, {"lib/libx.so#0", "gfx1100"}}};
}

template <typename Change>
std::string changed_kpack(Change change, KpackCompression compression = KpackCompression::none) {
  auto plan = whole(compression);
  change(plan);
  return kpack_archive(plan);
}

std::string with_table(const std::string& table) {
  return changed_kpack([&](KpackPlan& plan) { plan.table = table; });
}

std::string with_field(const std::string& name, const std::string& value,
                       KpackCompression compression = KpackCompression::none) {
  return changed_kpack([&](KpackPlan& plan) { plan.fields = {{name, value}}; }, compression);
}

std::string compressed_with(const std::string& name, const std::string& value) {
  return with_field(name, value, KpackCompression::zstd);
}

std::string with_table_at(std::uint64_t offset) {
  return changed_kpack([&](KpackPlan& plan) { plan.table_offset = offset; });
}

std::vector<DamagedKpack> wrong_headers() {
  const auto bytes = kpack_archive(whole());
  std::vector<DamagedKpack> out;
  for (const std::size_t length : {0U, 1U, 4U, 8U, 15U, 16U, 63U, 64U})
    out.push_back({"cut_at_" + std::to_string(length), bytes.substr(0, length)});
  for (const std::string magic : {"KPAC", "KAPK", "kpak", "\1\2\3\4",
                                  "\x7f"
                                  "ELF"})
    out.push_back({"magic", changed_kpack([&](KpackPlan& plan) { plan.magic = magic; })});
  for (const std::uint32_t version : {0U, 2U, 0x01000000U, ~0U})
    out.push_back({"version_" + std::to_string(version),
                   changed_kpack([&](KpackPlan& plan) { plan.version = version; })});
  for (const std::uint64_t offset :
       {std::uint64_t{0}, std::uint64_t{8}, std::uint64_t{15}, std::uint64_t{bytes.size()},
        std::uint64_t{bytes.size() + 1}, std::uint64_t{1} << 63, kHuge, kHuge - 15})
    out.push_back({"table_at_" + std::to_string(offset), with_table_at(offset)});
  return out;
}

std::vector<DamagedKpack> wrong_tables() {
  const auto targets = pack_texts({"gfx1030"});
  std::vector<DamagedKpack> out = {
      {"table_is_a_list", with_table(pack_list({}))},
      {"table_is_a_text", with_table(pack_text("toc"))},
      {"table_is_a_number", with_table(pack_number(1))},
      {"table_is_nil", with_table("\xc0")},
      {"table_is_no_messagepack", with_table("\xc1\xc1\xc1")},
      {"table_is_empty", with_table(pack_map({}))},
      {"no_targets", with_field("gfx_arches", "")},
      {"targets_are_a_text", with_field("gfx_arches", pack_text("gfx1030"))},
      {"targets_are_a_map", with_field("gfx_arches", pack_map({{pack_text("a"), targets}}))},
      {"targets_are_nil", with_field("gfx_arches", "\xc0")},
      {"targets_are_a_number", with_field("gfx_arches", pack_number(1030))},
      {"unknown_compression", with_field("compression_scheme", pack_text("lzma"))},
      {"compression_with_other_than_text",
       with_field("compression_scheme", pack_text("\x1b[2J\xff"))},
      {"compression_with_a_long_name",
       with_field("compression_scheme", pack_text(std::string(100000, 'z')))},
      {"compression_is_a_number", with_field("compression_scheme", pack_number(0))}};
  return out;
}

std::vector<DamagedKpack> wrong_claims() {
  const auto lists = pack_head(0xdd, 0xffffffff, 4), maps = pack_head(0xdf, 0xffffffff, 4);
  const auto texts = pack_head(0xdb, 0xffffffff, 4), bytes = pack_head(0xc6, 0xffffffff, 4);
  const auto extensions = pack_head(0xc9, 0xffffffff, 4);
  std::vector<DamagedKpack> out = {
      {"table_claims", with_table(maps)},
      {"table_claims_with_a_field", with_table(maps + pack_text("toc") + pack_map({}))},
      {"name_of_field_claims", with_table("\x81" + texts + "toc")},
      {"targets_in_lists", with_field("gfx_arches", pack_nested(100000, false))},
      {"code_in_maps", with_field("toc", pack_nested(100000, true))}};
  for (const auto* field : {"gfx_arches", "toc", "blobs", "compression_scheme", "unknown"}) {
    const std::string name = field;
    out.push_back({name + "_is_a_list_that_claims", with_field(name, lists)});
    out.push_back({name + "_is_a_map_that_claims", with_field(name, maps)});
    out.push_back({name + "_is_a_text_that_claims", with_field(name, texts)});
    out.push_back({name + "_is_bytes_that_claim", with_field(name, bytes)});
    out.push_back({name + "_is_an_extension_that_claims", with_field(name, extensions)});
  }
  for (const bool map : {false, true})
    out.push_back(
        {map ? "nested_maps" : "nested_lists", with_field("unknown", pack_nested(100000, map))});
  return out;
}

std::vector<DamagedKpack> wrong_sizes() {
  std::vector<DamagedKpack> out;
  for (const std::uint64_t size :
       {std::uint64_t{1} << 20, std::uint64_t{1} << 32, kHuge - 63, kHuge})
    out.push_back(
        {"zstd_size_" + std::to_string(size), compressed_with("zstd_size", pack_number(size))});
  for (const std::uint64_t offset : {std::uint64_t{1} << 20, kHuge - 8, kHuge})
    out.push_back({"zstd_offset_" + std::to_string(offset),
                   compressed_with("zstd_offset", pack_number(offset))});
  for (const std::string field : {"zstd_offset", "zstd_size"}) {
    out.push_back({field + "_missing", compressed_with(field, "")});
    out.push_back({field + "_is_a_text", compressed_with(field, pack_text("64"))});
    out.push_back({field + "_is_negative", compressed_with(field, pack_signed(-64, 8))});
  }
  return out;
}

class DamagedKpacks : public testing::TestWithParam<DamagedKpack> {};

TEST_P(DamagedKpacks, HaveOneReason) { EXPECT_EQ(bounded_reason(GetParam().bytes), "a reason"); }

std::string kpack_name(const testing::TestParamInfo<DamagedKpack>& info) {
  return info.param.name + "_" + std::to_string(info.index);
}
INSTANTIATE_TEST_SUITE_P(Headers, DamagedKpacks, testing::ValuesIn(wrong_headers()), kpack_name);
INSTANTIATE_TEST_SUITE_P(Tables, DamagedKpacks, testing::ValuesIn(wrong_tables()), kpack_name);
INSTANTIATE_TEST_SUITE_P(Claims, DamagedKpacks, testing::ValuesIn(wrong_claims()), kpack_name);
INSTANTIATE_TEST_SUITE_P(Sizes, DamagedKpacks, testing::ValuesIn(wrong_sizes()), kpack_name);

/// "no code" of the first library for gfx1030, or a reason; "code" is wrong.
std::string code_or_reason(std::string_view bytes) {
  const MemoryFile file(bytes);
  return test::within_bounds([&]() -> std::string {
    const auto archive = read_kpack_archive(file.fd());
    if (!archive) return is_one_sentence(archive.error()) ? "none" : "no sentence";
    const auto found = archive->code.find("lib/libx.so");
    return found != archive->code.end() && found->second.contains("gfx1030") ? "code" : "none";
  });
}

TEST(DamagedKpack, CodeThatLiesNowhereIsNone) {
  const auto with_entry = [](const std::string& field, const std::string& value,
                             KpackCompression compression) {
    auto plan = whole(compression);
    plan.code[0].fields = {{field, value}};
    return kpack_archive(plan);
  };
  for (const auto compression : {KpackCompression::none, KpackCompression::zstd}) {
    EXPECT_EQ(code_or_reason(kpack_archive(whole(compression))), "code");
    for (const auto& ordinal : {pack_number(2), pack_number(0xffffffff), pack_number(kHuge),
                                pack_number(std::uint64_t{1} << 32), pack_signed(-1, 1)})
      EXPECT_EQ(code_or_reason(with_entry("ordinal", ordinal, compression)), "none")
          << testing::PrintToString(ordinal);
    EXPECT_EQ(code_or_reason(with_entry("ordinal", pack_text("0"), compression)), "none");
  }
  for (const std::uint32_t count : {0U, ~0U})
    EXPECT_EQ(code_or_reason(changed_kpack([&](KpackPlan& plan) { plan.frame_count = count; },
                                           KpackCompression::zstd)),
              "none")
        << count;
}

TEST(DamagedKpack, CodeOutsideOfTheFileIsNone) {
  for (const auto& [offset, size] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {1 << 20, 10}, {64, 1 << 20}, {kHuge, 10}, {64, kHuge}, {kHuge - 4, 5}, {kHuge, kHuge}})
    EXPECT_EQ(code_or_reason(with_field("blobs", packed_blob(offset, size))), "none")
        << offset << ' ' << size;
  EXPECT_EQ(code_or_reason(with_field("blobs", "")), "none");
  EXPECT_EQ(code_or_reason(with_field("blobs", pack_map({}))), "none");
  EXPECT_EQ(code_or_reason(with_field("blobs", pack_texts({"gfx1030", "gfx1100"}))), "none");
}

// HIP reads all heads of frames when it opens the archive, and refuses it.
TEST(DamagedKpack, FramesThatLeaveTheirPartAreNone) {
  for (const std::uint32_t size : {0x10000U, ~0U, ~0U - 3})
    EXPECT_EQ(code_or_reason(changed_kpack([&](KpackPlan& plan) { plan.frame_size = size; },
                                           KpackCompression::zstd)),
              "none")
        << size;
}

TEST(DamagedKpack, ContentsOfAnotherTypeAreNone) {
  for (const auto& contents :
       {std::string(), pack_list({}), pack_text("toc"), pack_number(7), std::string("\xc0"),
        pack_map({{pack_text("lib/libx.so#0"), pack_list({pack_text("gfx1030")})}}),
        pack_map({{pack_text("lib/libx.so#0"), pack_text("gfx1030")}}),
        pack_map({{pack_bytes("lib/libx.so#0"), pack_map({})}}), pack_map({{"\xc0", "\xc0"}})})
    EXPECT_EQ(code_or_reason(with_field("toc", contents)), "none")
        << testing::PrintToString(contents);
}

TEST(DamagedKpack, EveryTruncationHasOneReason) {
  for (const auto compression : {KpackCompression::none, KpackCompression::zstd}) {
    const auto bytes = kpack_archive(whole(compression));
    const MemoryFile file(bytes);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      file.replace(std::string_view(bytes).substr(0, length));
      EXPECT_EQ(reason_of(file.fd()), "a reason") << length;
    }
  }
}

TEST(DamagedKpack, ThousandsOfMutationsGiveAnswers) {
  std::mt19937 random(20261130);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  const auto samples = kpack_archives();
  std::size_t refused = 0;
  std::set<std::string> others;
  for (int round = 0; round < 4000; ++round) {
    auto bytes = samples[below(samples.size())];
    const auto table = kpack_table_offset(bytes);
    for (auto left = below(6) + 1; left > 0; --left) {
      // Two of three hits go to the header and the table.
      const auto at = below(3) == 0   ? below(bytes.size())
                      : below(8) == 0 ? below(16)
                                      : table + below(bytes.size() - table);
      bytes[at] = static_cast<char>(below(3) == 0 ? 0xc0 + below(0x20) : below(256));
    }
    if (const auto answer = reason_of(MemoryFile(bytes).fd()); answer == "a reason")
      ++refused;
    else if (answer != "read")
      others.insert(answer);
  }
  EXPECT_THAT(others, testing::IsEmpty());
  EXPECT_GT(refused, 500U);
}

TEST(DamagedKpack, ManySmallElementsTakeLittleMemory) {
  const std::size_t count = std::size_t{4} << 20;
  const auto bytes = with_field("unknown", pack_head(0xdd, count, 4) + std::string(count, '\xc0'));
  const MemoryFile file(bytes);
  EXPECT_EQ(test::within_bounds([&] { return reason_of(file.fd()); }, std::size_t{48} << 20),
            "read");
}

std::string with_libraries(std::size_t count) {
  const auto entry =
      pack_map({{pack_text("gfx1030"), pack_map({{pack_text("ordinal"), pack_number(0)}})}});
  auto contents = pack_head(0xdf, count, 4);
  for (std::size_t i = 0; i < count; ++i) contents += pack_text(std::to_string(i) + "#0") + entry;
  return with_field("toc", contents);
}

TEST(DamagedKpack, ManySmallLibrariesTakeLittleMemory) {
  EXPECT_EQ(bounded_reason(with_libraries(20000)), "read");
  EXPECT_EQ(bounded_reason(with_libraries(500000)), "a reason");
}

TEST(DamagedKpack, TableWithoutBoundIsRefused) {
  const MemoryFile file(with_field("unknown", pack_head(0xdb, 0xf0000000, 4)));
  ASSERT_EQ(::ftruncate(file.fd(), off_t{1} << 32), 0);
  EXPECT_EQ(test::within_bounds([&] { return reason_of(file.fd()); }), "a reason");
}

TEST(DamagedKpack, WhatIsNoFileIsNoArchive) {
  for (const auto* path : {"/", "/dev/null", "/dev/zero"}) {
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    EXPECT_EQ(test::within_bounds([&] { return reason_of(fd); }), "a reason") << path;
    ::close(fd);
  }
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_EQ(test::within_bounds([&] { return reason_of(ends[0]); }), "a reason");
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace rmcp::elf
