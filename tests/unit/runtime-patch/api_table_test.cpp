// SPDX-License-Identifier: MIT
// A table is used as far as it says that it reaches, and where its layout is known.
#include "runtime-patch/api_table.hpp"

#include "mock_rocr.hpp"

#include <gtest/gtest.h>

namespace rmcp::hsa {
namespace {

constexpr std::uint32_t size_with(std::uint32_t entries) { return 16 + entries * 8; }

TEST(ApiTable, OfferedFunctionsAreFound) {
  MockTables tables;
  EXPECT_EQ(refuse(tables.root), nullptr);
  const Functions functions = read_functions(tables.root);
  EXPECT_TRUE(complete(functions));
  EXPECT_EQ(functions.svm_set, &MockRocr::svm_set);
  EXPECT_EQ(functions.chunk_create, &MockRocr::chunk_create);
  EXPECT_EQ(functions.chunk_release, &MockRocr::chunk_release);
}

TEST(ApiTable, NothingBehindItsEndIsRead) {
  // pool_free is entry 14, the fifteenth.
  EXPECT_TRUE(complete(read_functions(MockTables(1, size_with(15)).root)));
  EXPECT_FALSE(complete(read_functions(MockTables(1, size_with(14)).root)));
  EXPECT_FALSE(complete(read_functions(MockTables(1, size_with(15) - 1).root)));
  EXPECT_FALSE(complete(read_functions(MockTables(1, 0).root)));
  EXPECT_FALSE(complete(read_functions(MockTables(1, MockTables::kWhole, size_with(6)).root)));
}

TEST(ApiTable, NothingBehindItsEndIsWritten) {
  MockTables tables(2, size_with(57));
  Functions ours{};
  ours.pool_allocate = &MockRocr::pool_allocate;
  ours.chunk_create = &MockRocr::chunk_create;
  tables.amd.entries[13] = tables.amd.entries[57] = MockTables::kForeign;
  replace(tables.root, ours);
  EXPECT_EQ(tables.amd_function<PoolAllocate>(13), &MockRocr::pool_allocate);
  EXPECT_EQ(tables.amd.entries[57], MockTables::kForeign);
}

TEST(ApiTable, EntriesThatMovedAreLeftAloneWhereTheyAreNotKnown) {
  EXPECT_EQ(read_functions(MockTables(1, 400).root).svm_set, &MockRocr::svm_set);
  // ROCr 5.3 to 5.7, and the first of major 2: longer, not known where.
  EXPECT_EQ(read_functions(MockTables(1, 424).root).svm_set, nullptr);
  EXPECT_EQ(read_functions(MockTables(2, MockTables::kWhole, MockTables::kWhole, 0).root).svm_set,
            nullptr);
  EXPECT_EQ(read_functions(MockTables(1, 400).root).chunk_create, nullptr);
}

TEST(ApiTable, AnEmptyEntryStaysEmpty) {
  MockTables tables;
  tables.amd.entries[57] = nullptr;
  Functions ours{};
  ours.chunk_create = &MockRocr::chunk_create;
  replace(tables.root, ours);
  EXPECT_EQ(tables.amd.entries[57], nullptr);
}

TEST(ApiTable, UnknownTablesAreRefused) {
  MockTables tables;
  const auto refused = [&](auto change) {
    MockTables copy;
    change(copy);
    return refuse(copy.root) != nullptr;
  };
  EXPECT_TRUE(refused([](MockTables& t) { t.root.version.major = 4; }));
  EXPECT_TRUE(refused([](MockTables& t) { t.root.version.major = 0; }));
  EXPECT_TRUE(refused([](MockTables& t) { t.root.version.size = 24; }));
  EXPECT_TRUE(refused([](MockTables& t) { t.core.version.major = 3; }));
  EXPECT_TRUE(refused([](MockTables& t) { t.amd.version.major = 3; }));
  EXPECT_TRUE(refused([](MockTables& t) { t.root.amd = nullptr; }));
  EXPECT_EQ(refuse(tables.root), nullptr);
}

}  // namespace
}  // namespace rmcp::hsa
