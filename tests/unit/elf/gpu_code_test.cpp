// SPDX-License-Identifier: MIT
// For which GPUs there is code in bundles, libraries and code objects.
#include "lib/elf/gpu_code.hpp"

#include "bundle_builder.hpp"
#include "lib/elf/code_file_name.hpp"
#include "lib/elf/gfx_processors.hpp"
#include "lib/elf/offload_bundle.hpp"
#include "open_file.hpp"

#include <gmock/gmock.h>

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <random>

namespace rmcp::elf {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kHost = "host-x86_64-unknown-linux-gnu--";
const std::string kNavi21 = "hipv4-amdgcn-amd-amdhsa--gfx1030";
const std::string kNavi10 = "hipv4-amdgcn-amd-amdhsa--gfx1010:xnack-";

/// A file that begins like a library of this machine, as code for a GPU.
std::string code_object(std::uint32_t flags, unsigned char abi) {
  auto bytes = contents_of(fixture("reader/libshape.so"));
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.e_machine = EM_AMDGPU;
  header.e_flags = flags;
  header.e_ident[EI_ABIVERSION] = abi;
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

TEST(GpuCode, LibraryHasTheTargetsOfAllItsBundles) {
  const auto code = find_gpu_code(contents_of(fixture("reader/libfatbin.so")));
  EXPECT_THAT(code.targets, ElementsAre("gfx1030", "gfx90a:sramecc+:xnack-"));
  EXPECT_EQ(code.bundles, 2U);
  EXPECT_THAT(code.problems, IsEmpty());
}

TEST(GpuCode, LibraryWithoutAnyHasNone) {
  EXPECT_EQ(find_gpu_code(contents_of(fixture("reader/libshape.so"))), GpuCode{});
  EXPECT_EQ(find_gpu_code("#!/bin/sh\n"), GpuCode{});
  EXPECT_EQ(find_gpu_code(""), GpuCode{});
}

TEST(GpuCode, FileIsMappedAndRead) {
  const MemoryFile file(bundle_of({kHost, kNavi21}));
  const auto code = read_gpu_code(file.fd());
  ASSERT_TRUE(code) << code.error();
  EXPECT_THAT(code->targets, ElementsAre("gfx1030"));
  EXPECT_EQ(*read_gpu_code(MemoryFile("").fd()), GpuCode{});
}

TEST(GpuCode, CodeObjectSaysItsProcessorInTheHeader) {
  EXPECT_THAT(find_gpu_code(code_object(0x36, 2)).targets, ElementsAre("gfx1030"));
  EXPECT_THAT(find_gpu_code(code_object(0x133, 3)).targets, ElementsAre("gfx1010"));
  EXPECT_THAT(find_gpu_code(code_object(0x233, 2)).targets, ElementsAre("gfx1010:xnack-"));
  EXPECT_THAT(find_gpu_code(code_object(0xe3f, 2)).targets, ElementsAre("gfx90a:sramecc+:xnack-"));
  EXPECT_THAT(find_gpu_code(code_object(0x12f, 1)).targets, ElementsAre("gfx906:xnack+"));
  EXPECT_THAT(find_gpu_code(code_object(0x1000053, 4)).targets, ElementsAre("gfx10-3-generic"));
  const auto unknown = find_gpu_code(code_object(0xfe, 2));
  EXPECT_THAT(unknown.targets, IsEmpty());
  EXPECT_THAT(unknown.problems, ElementsAre(HasSubstr("0xfe")));
}

TEST(GpuCode, BundlesFollowEachOtherBehindPadding) {
  BundleScan scan;
  scan_bundles(bundle_of({kHost, kNavi21}) + std::string(3000, '\0') + bundle_of({kHost, kNavi10}),
               scan);
  EXPECT_THAT(scan.targets, ElementsAre("gfx1010:xnack-", "gfx1030"));
  EXPECT_EQ(scan.bundles, 2U);
}

TEST(GpuCode, ABundleIsFoundWhereverALongSearchForItIsInterrupted) {
  const auto bundle = bundle_of({kHost, kNavi21});
  for (std::size_t before = (4 << 20) - 24; before <= 4 << 20; before += 8) {
    BundleScan scan;
    scan_bundles(std::string(before, 'x') + bundle, scan);
    EXPECT_THAT(scan.targets, ElementsAre("gfx1030")) << before;
  }
}

TEST(GpuCode, AMappedFileNeedNotStayInMemory) {
  constexpr std::ptrdiff_t kMost = 8 << 20;  // in memory at once
  const std::string code(6 << 20, 'x');
  std::string bytes;
  for (int i = 0; i < 8; ++i)
    bytes += bundle_of({kHost, kNavi21}, 1 << 20) + (i % 2 == 0 ? code : std::string(6 << 20, 0));
  BundleScan scan;
  const char* kept = bytes.data();
  std::ptrdiff_t most = 0;
  scan.passed = [&](std::string_view passed) {
    most = std::max(most, passed.data() + passed.size() - kept);
    kept = std::max(kept, passed.data() + passed.size());
  };
  scan_bundles(bytes, scan);
  EXPECT_EQ(scan.bundles, 8U);
  EXPECT_LE(most, kMost);
  EXPECT_LE(bytes.data() + bytes.size() - kept, kMost);
}

TEST(GpuCode, CodeThatLooksLikeABundleIsNone) {
  auto bytes = bundle_of({kHost, kNavi21}, 512);
  const auto inner = bundle_of({kNavi10});
  bytes.replace(bytes.size() - inner.size(), inner.size(), inner);
  BundleScan scan;
  scan_bundles(bytes, scan);
  EXPECT_THAT(scan.targets, ElementsAre("gfx1030"));
}

class CompressedBundles : public testing::TestWithParam<std::tuple<Packing, unsigned>> {};

TEST_P(CompressedBundles, AreReadAndFollowEachOther) {
  const auto [packing, version] = GetParam();
  BundleScan scan;
  scan_bundles(packed_bundle(bundle_of({kHost, kNavi21}, 200000), packing, version) +
                   std::string(100, '\0') +
                   packed_bundle(bundle_of({kHost, kNavi10}, 200000), packing, version),
               scan);
  EXPECT_THAT(scan.targets, ElementsAre("gfx1010:xnack-", "gfx1030"));
  EXPECT_EQ(scan.bundles, 2U);
  EXPECT_THAT(scan.problems, IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(AllForms, CompressedBundles,
                         testing::Combine(testing::Values(Packing::zlib, Packing::zstd),
                                          testing::Values(1U, 2U, 3U)));

TEST(GpuCode, CompressedBundleThatIsUnreadableSaysWhy) {
  const auto problems = [](std::string bytes) {
    BundleScan scan;
    scan_bundles(bytes, scan);
    return scan.problems;
  };
  auto bytes = packed_bundle(bundle_of({kNavi21}), Packing::zstd, 2);
  EXPECT_THAT(problems(bytes.substr(0, 40)), ElementsAre(HasSubstr("cut off")));
  auto other = bytes;
  other[6] = 7;
  EXPECT_THAT(problems(other), ElementsAre(HasSubstr("method 7")));
  other = bytes;
  other[4] = 9;
  EXPECT_THAT(problems(other), ElementsAre(HasSubstr("version 9")));
  other = bytes;
  other.replace(24, 8, 8, 'x');
  EXPECT_THAT(problems(other), ElementsAre(HasSubstr("damaged")));
  EXPECT_THAT(problems(packed_bundle("text", Packing::zlib, 2)),
              ElementsAre(HasSubstr("not a bundle")));
}

TEST(GpuCode, BundleWithImpossibleNumbersSaysSo) {
  const auto problems = [](const std::string& bytes) {
    BundleScan scan;
    scan_bundles(bytes, scan);
    return scan.problems;
  };
  EXPECT_THAT(problems("__CLANG_OFFLOAD_BUNDLE__" + number_bytes(~0ULL, 8)),
              ElementsAre(HasSubstr("more entries")));
  EXPECT_THAT(problems("__CLANG_OFFLOAD_BUNDLE__" + number_bytes(3, 8)),
              ElementsAre(HasSubstr("cut off")));
  auto bytes = bundle_of({kNavi21});
  bytes.replace(32, 8, number_bytes(~0ULL, 8));
  EXPECT_THAT(problems(bytes), ElementsAre(HasSubstr("outside the file")));
  bytes = bundle_of({kNavi21});
  bytes.replace(48, 8, number_bytes(~0ULL, 8));
  EXPECT_THAT(problems(bytes), ElementsAre(HasSubstr("cut off")));
}

TEST(GpuCode, DamagedFilesGiveAnswers) {
  std::mt19937 random(20261126);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  const std::vector<std::string> wholes = {
      contents_of(fixture("reader/libfatbin.so")), bundle_of({kHost, kNavi21, kNavi10}),
      packed_bundle(bundle_of({kHost, kNavi21}), Packing::zstd, 3),
      packed_bundle(bundle_of({kHost, kNavi21}), Packing::zlib, 2)};
  std::size_t unlike = 0;
  for (const auto& whole : wholes) {
    const auto original = find_gpu_code(whole);
    for (int round = 0; round < 1500; ++round) {
      auto bytes = whole;
      for (auto left = below(6) + 1; left > 0; --left)
        bytes[below(2) == 0 ? below(std::min<std::size_t>(bytes.size(), 160))
                            : below(bytes.size())] = static_cast<char>(below(256));
      if (below(4) == 0) bytes.resize(below(bytes.size()));
      if (find_gpu_code(bytes) != original) ++unlike;
    }
  }
  EXPECT_GT(unlike, 1000U);
}

TEST(EntryId, TargetFollowsTheTriple) {
  EXPECT_EQ(target_of_entry_id("hip-amdgcn-amd-amdhsa-gfx803"), "gfx803");
  EXPECT_EQ(target_of_entry_id("openmp-amdgcn-amd-amdhsa--gfx90a:sramecc+"), "gfx90a:sramecc+");
  EXPECT_EQ(target_of_entry_id("hipv4-amdgcn-amd-amdhsa--gfx10-3-generic"), "gfx10-3-generic");
  EXPECT_EQ(target_of_entry_id("hip-spirv64-amd-amdhsa--amdgcnspirv"), "amdgcnspirv");
  EXPECT_EQ(target_of_entry_id(kHost), "");
  EXPECT_EQ(target_of_entry_id("cuda-nvptx64-nvidia-cuda--sm_70"), "");
}

TEST(CodeFileName, TensileAndMiopenNameTheirGpu) {
  using Kind = CodeFileKind;
  const auto parse = parse_code_file_name;
  EXPECT_EQ(parse("TensileLibrary_Type_HH_Contraction_l_Ailk_Bjlk_Cijk_Dijk_gfx1030.co"),
            (CodeFileName{Kind::kernels, "gfx1030"}));
  EXPECT_EQ(parse("TensileLibrary_lazy_gfx1010.dat"), (CodeFileName{Kind::index, "gfx1010"}));
  EXPECT_EQ(parse("TensileLibrary_gfx90a.yaml"), (CodeFileName{Kind::index, "gfx90a"}));
  EXPECT_EQ(parse("Kernels.so-000-gfx90a-xnack-.hsaco"),
            (CodeFileName{Kind::kernels, "gfx90a:xnack-"}));
  EXPECT_EQ(parse("Kernels.so-000-gfx1012.hsaco"), (CodeFileName{Kind::kernels, "gfx1012"}));
  EXPECT_EQ(parse("gfx1030_36.db"), (CodeFileName{Kind::tuning, "gfx1030"}));
  EXPECT_EQ(parse("gfx103040.HIP.fdb.txt"), (CodeFileName{Kind::tuning, "gfx1030"}));
  EXPECT_EQ(parse("gfx90a6e.db.txt"), (CodeFileName{Kind::tuning, "gfx90a"}));
  EXPECT_EQ(parse("gfx1030.kdb"), (CodeFileName{Kind::kernels, "gfx1030"}));
  EXPECT_EQ(parse("extop_gfx942.co"), (CodeFileName{Kind::kernels, "gfx942"}));
}

TEST(CodeFileName, OtherNamesSayNothing) {
  for (const std::string_view name : {"TensileLibrary.dat", "libgfx1030.so", "gfx1030",
                                      "notes_gfx1030.txt", "x_gfx7777.co", "agfx1030.db", ""})
    EXPECT_EQ(parse_code_file_name(name), std::nullopt) << name;
}

TEST(Processors, LongestKnownNameCounts) {
  EXPECT_EQ(processor_at("gfx90a6e"), "gfx90a");
  EXPECT_EQ(processor_at("gfx9421"), "gfx942");
  EXPECT_EQ(processor_at("gfx10-3-generic"), "gfx10-3-generic");
  EXPECT_EQ(processor_at("gfx1"), "");
}

TEST(Processors, LaterThanLlvm20AreKnown) {
  // What clang-21 and later write for them: 0x449 is gfx1250 with XNACK "any".
  EXPECT_EQ(target_of_flags(0x449, 4), "gfx1250");
  EXPECT_EQ(target_of_flags(0x549, 4), "gfx1250");
  EXPECT_EQ(target_of_flags(0x100055b, 4), "gfx12-5-generic");
  const std::pair<std::uint32_t, std::string_view> rows[] = {
      {0x5d, "gfx1170"}, {0x5e, "gfx1171"},         {0x5c, "gfx1172"}, {0x5a, "gfx1251"},
      {0x50, "gfx1310"}, {0x62, "gfx11-7-generic"}, {0x57, "gfx1154"}, {0x63, "gfx13-generic"}};
  for (const auto& [mach, name] : rows) EXPECT_EQ(processor_of_mach(mach), name);
  EXPECT_EQ(processor_of_mach(0xeb), "") << "two trees give it two names";
  EXPECT_EQ(processor_at("gfx12-5-generic.kpack"), "gfx12-5-generic");
  EXPECT_EQ(parse_code_file_name("TensileLibrary_gfx1250.co"),
            (CodeFileName{CodeFileKind::kernels, "gfx1250"}));
}

}  // namespace
}  // namespace rmcp::elf
