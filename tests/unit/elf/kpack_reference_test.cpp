// SPDX-License-Identifier: MIT
// .rocm_kpack_ref: what a library says about the archives with its code.
#include "lib/elf/kpack_reference.hpp"

#include "bounds.hpp"
#include "kpack_builder.hpp"
#include "kpack_flaw.hpp"
#include "kpack_library.hpp"
#include "lib/elf/gpu_code.hpp"
#include "open_file.hpp"

#include <gmock/gmock.h>

#include <random>

namespace rmcp::elf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const KpackReferencePlan kBlas{
    "lib/librocblas.so.5", {"../.kpack/blas_lib_@GFXARCH@.kpack", "/opt/rocm/.kpack/blas.kpack"}};
const KpackReference kExpectedOfBlas{kBlas.name, kBlas.paths};

TEST(KpackReference, NamesTheLibraryAndItsArchives) {
  const auto reference = parse_kpack_reference(kpack_reference(kBlas));
  ASSERT_TRUE(reference) << reference.error();
  EXPECT_EQ(*reference, kExpectedOfBlas);
}

TEST(KpackReference, IsTheSameInEveryForm) {
  for (const bool backwards : {false, true})
    for (const unsigned text : {0U, 1U, 2U, 4U})
      for (const unsigned count : {0U, 2U, 4U}) {
        auto plan = kBlas;
        plan.style = {0, text, count, backwards};
        const auto reference = parse_kpack_reference(kpack_reference(plan));
        ASSERT_TRUE(reference) << text << count << backwards << ": " << reference.error();
        EXPECT_EQ(*reference, kExpectedOfBlas);
      }
}

TEST(KpackReference, IsTheSameWithFieldsThatNobodyKnows) {
  for (const auto& value : pack_everything())
    for (const bool backwards : {false, true}) {
      auto plan = kBlas;
      plan.style.backwards = backwards;
      plan.fields = {{"kernel", value}, {"kernel_names", value}};
      const auto reference = parse_kpack_reference(kpack_reference(plan));
      ASSERT_TRUE(reference) << testing::PrintToString(value) << ": " << reference.error();
      EXPECT_EQ(*reference, kExpectedOfBlas);
    }
}

TEST(KpackReference, MayHaveBytesAfterIt) {
  for (const auto& tail : {std::string(1, '\0'), std::string(4096, '\0'), std::string("\xc1"),
                           kpack_reference({"lib/other.so", {"other.kpack"}})}) {
    auto plan = kBlas;
    plan.tail = tail;
    const auto reference = parse_kpack_reference(kpack_reference(plan));
    ASSERT_TRUE(reference) << reference.error();
    EXPECT_EQ(*reference, kExpectedOfBlas);
  }
}

// As with archives.
TEST(KpackReference, OfTwoFieldsOfANameTheFirstCounts) {
  auto bytes = kpack_reference(kBlas);
  bytes[0] = static_cast<char>(bytes[0] + 2);
  bytes += pack_text("kernel_name") + pack_text("lib/other.so");
  bytes += pack_text("kpack_search_paths") + pack_texts({"other.kpack"});
  const auto reference = parse_kpack_reference(bytes);
  EXPECT_EQ(reference.value_or(kExpectedOfBlas), kExpectedOfBlas);
}

TEST(KpackReference, EverySampleIsRead) {
  for (const auto& bytes : kpack_references()) {
    const auto reference = parse_kpack_reference(bytes);
    ASSERT_TRUE(reference) << reference.error();
    EXPECT_EQ(reference->name, "lib/libx.so.1");
    EXPECT_THAT(reference->paths,
                ElementsAre("../.kpack/x_lib_@GFXARCH@.kpack", "/opt/rocm/.kpack/x.kpack"));
  }
}

std::string answer_to(std::string_view bytes) {
  return test::within_bounds([&]() -> std::string {
    if (const auto flaw = kpack_reference_flaw(bytes); !flaw.empty()) return flaw;
    return parse_kpack_reference(bytes) ? "read" : "a reason";
  });
}

std::string damaged_reference(const std::string& field, const std::string& value) {
  auto plan = kBlas;
  plan.fields = {{field, value}};
  return kpack_reference(plan);
}

TEST(DamagedKpackReference, WithoutNameOrPathsHasOneReason) {
  const std::string name = "kernel_name", paths = "kpack_search_paths";
  for (const auto& bytes :
       {std::string(), std::string("\xc0"), std::string("\xc1"), std::string(64, '\0'),
        pack_text("kernel_name"), pack_list({}), pack_map({}), damaged_reference(name, ""),
        damaged_reference(name, pack_number(3)), damaged_reference(name, pack_bytes("lib/x.so")),
        damaged_reference(name, pack_texts({"lib/x.so"})), damaged_reference(paths, ""),
        damaged_reference(paths, pack_text("../.kpack/x.kpack")),
        damaged_reference(paths, pack_map({})), damaged_reference(paths, pack_list({})),
        damaged_reference(paths, pack_list({pack_number(1), "\xc0"}))})
    EXPECT_EQ(answer_to(bytes), "a reason") << testing::PrintToString(bytes);
}

TEST(DamagedKpackReference, WithClaimsBeyondItsEndHasOneReason) {
  for (const unsigned head : {0xdbU, 0xc6U, 0xc9U, 0xddU, 0xdfU})
    for (const auto* field : {"kernel_name", "kpack_search_paths", "other"}) {
      const auto claim = pack_head(static_cast<unsigned char>(head), 0xffffffff, 4);
      EXPECT_EQ(answer_to(damaged_reference(field, claim)), "a reason") << field << head;
    }
  for (const bool maps : {false, true})
    EXPECT_EQ(answer_to(damaged_reference("other", pack_nested(100000, maps))), "a reason");
  EXPECT_EQ(answer_to(pack_head(0xdf, 0xffffffff, 4)), "a reason");
}

TEST(DamagedKpackReference, EveryTruncationHasOneReason) {
  for (const auto& bytes : {kpack_reference(kBlas), kpack_references().at(1)}) {
    const auto length_of_tail = bytes.back() == '\0' ? 1U : 0U;
    for (std::size_t length = 0; length + length_of_tail < bytes.size(); ++length) {
      const auto reference = parse_kpack_reference(std::string_view(bytes).substr(0, length));
      ASSERT_FALSE(reference) << length;
      EXPECT_TRUE(is_one_sentence(reference.error())) << reference.error();
    }
  }
}

TEST(DamagedKpackReference, ThousandsOfMutationsGiveAnswers) {
  std::mt19937 random(20261130);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  const auto samples = kpack_references();
  for (int round = 0; round < 8000; ++round) {
    auto bytes = samples[below(samples.size())];
    for (auto left = below(5) + 1; left > 0; --left)
      bytes[below(bytes.size())] = static_cast<char>(below(3) == 0 ? 0xc0 + below(32) : below(256));
    EXPECT_EQ(kpack_reference_flaw(bytes), "");
  }
}

// The tool that takes the code out leaves pages of .hip_fatbin that it cannot zero as a whole.
TEST(GpuCodeOutside, IsNotInTheLibraryWhateverIsLeftThere) {
  for (const auto rest :
       {FatbinRest::none, FatbinRest::nobits, FatbinRest::zeros, FatbinRest::stale}) {
    const auto library = kpack_library(kpack_reference(kBlas), rest);
    const auto code = find_gpu_code(library);
    EXPECT_TRUE(code.outside) << static_cast<int>(rest);
    EXPECT_EQ(code.reference, kExpectedOfBlas);
    EXPECT_THAT(code.targets, IsEmpty());
    EXPECT_THAT(code.problems, IsEmpty());
    EXPECT_EQ(read_bytes(library)->soname, "libkpack.so.1");
  }
}

TEST(GpuCodeOutside, IsSeenInWhatALinkerWrites) {
  const auto code = find_gpu_code(contents_of(fixture("reader/libkpack.so")));
  EXPECT_TRUE(code.outside);
  EXPECT_EQ(code.reference,
            (KpackReference{"lib/libkpack.so", {"../.kpack/test_lib_@GFXARCH@.kpack"}}));
  EXPECT_THAT(code.targets, IsEmpty());
}

TEST(GpuCodeOutside, IsUnknownWithAReferenceThatIsDamaged) {
  for (const auto& bytes :
       {std::string(), std::string(100, '\0'), damaged_reference("kernel_name", ""),
        kpack_reference(kBlas).substr(0, 20)}) {
    const auto code = find_gpu_code(kpack_library(bytes, FatbinRest::stale));
    EXPECT_TRUE(code.outside) << testing::PrintToString(bytes);
    EXPECT_EQ(code.reference, std::nullopt);
    EXPECT_THAT(code.targets, IsEmpty());
    EXPECT_THAT(code.problems, SizeIs(1));
  }
}

TEST(GpuCodeOutside, EveryTruncationOfTheLibraryGivesAnAnswer) {
  const auto library = kpack_library(kpack_reference(kBlas), FatbinRest::stale);
  for (std::size_t length = 0; length < library.size(); ++length) {
    const auto code = find_gpu_code(std::string_view(library).substr(0, length));
    EXPECT_TRUE(!code.outside || code.reference.has_value() == code.problems.empty()) << length;
  }
}

}  // namespace
}  // namespace rmcp::elf
