// SPDX-License-Identifier: MIT
// The whole library on a ROCr of mock functions: what a program finds in the table after OnLoad.
// Every test is a process of its own, since the library keeps its state for as long as one.
#include "lib/start/memory_record.hpp"
#include "mock_rocr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

namespace rmcp::hsa {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
namespace record = memory_record;

class OnLoad : public testing::Test {
 protected:
  OnLoad() {
    const char* base = std::getenv("TMPDIR");
    std::string name = std::string(base ? base : "/tmp") + "/rmcp-hsa-XXXXXX";
    runtime_dir = ::mkdtemp(name.data());
    ::setenv("XDG_RUNTIME_DIR", runtime_dir.c_str(), 1);
    ::unsetenv("RMCP_HSA_POLICY");
  }
  ~OnLoad() override { std::filesystem::remove_all(runtime_dir); }

  /// What OnLoad writes to stderr.
  std::string load(const char* policy) {
    if (policy) ::setenv("RMCP_HSA_POLICY", policy, 1);
    testing::internal::CaptureStderr();
    EXPECT_TRUE(::OnLoad(&tables.root, 0, 0, nullptr));
    return testing::internal::GetCapturedStderr();
  }

  std::vector<std::uint64_t> pools_of(std::uint64_t agent) const {
    std::vector<std::uint64_t> found;
    tables.amd_function<IteratePools>(12)(
        {agent},
        [](Pool pool, void* data) {
          static_cast<std::vector<std::uint64_t>*>(data)->push_back(pool.handle);
          return kSuccess;
        },
        &found);
    return found;
  }
  std::vector<std::uint64_t> regions_of(std::uint64_t agent) const {
    std::vector<std::uint64_t> found;
    tables.core_function<IterateRegions>(27)(
        {agent},
        [](Region region, void* data) {
          static_cast<std::vector<std::uint64_t>*>(data)->push_back(region.handle);
          return kSuccess;
        },
        &found);
    return found;
  }
  void* allocate(std::uint64_t pool, std::size_t size, std::uint32_t flags = 0) const {
    void* address = nullptr;
    tables.amd_function<PoolAllocate>(13)({pool}, size, flags, &address);
    return address;
  }
  void release(void* address) const { tables.amd_function<MemoryFree>(14)(address); }

  std::filesystem::path record_path() const {
    return runtime_dir / "rmcp" / "memory" / std::to_string(::getpid());
  }
  record::File read_record() const {
    record::File file{};
    std::ifstream(record_path(), std::ios::binary)
        .read(reinterpret_cast<char*>(&file), sizeof file);
    return file;
  }
  /// The row of a kind of memory of the GPU on this bus; of the host: bus 0.
  record::Row row(record::Kind kind, std::uint8_t bus) const {
    const record::File file = read_record();
    for (const auto& row : file.rows)
      if (row.used && row.kind == kind && row.bus == bus) return row;
    return {};
  }

  std::filesystem::path runtime_dir;
  MockTables tables;
};

TEST_F(OnLoad, WithoutAPolicyNothingIsTouchedSaidOrWritten) {
  const MockTables before = tables;
  EXPECT_EQ(load(nullptr), "");
  EXPECT_EQ(load(""), "");
  EXPECT_EQ(std::memcmp(&before.amd, &tables.amd, sizeof tables.amd), 0);
  EXPECT_EQ(std::memcmp(&before.core, &tables.core, sizeof tables.core), 0);
  EXPECT_TRUE(std::filesystem::is_empty(runtime_dir));
}

TEST_F(OnLoad, AMalformedPolicyIsNamedAndNothingElseIsDone) {
  const MockTables before = tables;
  EXPECT_EQ(load("record=yes;0000:03:00.0/fine_grain=off"),
            "rmcp-hsa: RMCP_HSA_POLICY: '0000:03:00.0/fine_grain=off': not keep, hide or forbid; "
            "nothing is changed\n");
  EXPECT_EQ(std::memcmp(&before.amd, &tables.amd, sizeof tables.amd), 0);
  EXPECT_TRUE(std::filesystem::is_empty(runtime_dir));
}

TEST_F(OnLoad, WhatItSaysCannotControlATerminal) {
  EXPECT_EQ(
      load("\x1b]0,x\x07\xc2\x9b\n=1"),
      "rmcp-hsa: RMCP_HSA_POLICY: '\\033]0,x\\007\\302\\233\\012=1': unknown to this version; "
      "nothing is changed\n");
  ::setenv("XDG_RUNTIME_DIR", "/nowhere/\x1b\xc2\x9b\n\x7f", 1);
  EXPECT_EQ(
      load("record=yes"),
      "rmcp-hsa: allocations are not recorded: /nowhere/\\033\\302\\233\\012\\177/rmcp/memory: "
      "No such file or directory\n");
}

TEST_F(OnLoad, HidesFinePoolsOfBothKindsAndTheirRegionsOfOneGpuOnly) {
  EXPECT_EQ(load("0001:0a:00.1/fine_grain=hide"),
            "rmcp-hsa: 0001:0a:00.1: fine-grained memory hidden\n");
  EXPECT_THAT(pools_of(3), ElementsAre(30));
  EXPECT_THAT(regions_of(3), ElementsAre(30));
  EXPECT_THAT(pools_of(2), ElementsAre(20, 21, 22));
  EXPECT_THAT(regions_of(2), ElementsAre(20, 21, 22));
  EXPECT_THAT(pools_of(1), ElementsAre(10, 11, 12));
  // What is not needed stays ROCr's own.
  EXPECT_EQ(tables.core_function<RegionAllocate>(33), &MockRocr::region_allocate);
  EXPECT_EQ(tables.amd_function<MemoryFree>(14), &MockRocr::release);
}

// As HIP 5.7 to 6.2 does if it is shown no pool of extended scope.
TEST_F(OnLoad, AnswersARequestForAPoolThatIsNotThereItself) {
  load("0001:0a:00.1/fine_grain=hide;record=yes");
  void* address = nullptr;
  auto* hook = tables.amd_function<PoolAllocate>(13);
  EXPECT_EQ(hook({0x5555555555555555}, 4096, 0, &address), kInvalidPool);
  EXPECT_EQ(hook({20}, 4096, 0, &address), kSuccess);
  EXPECT_EQ(hook({32}, 4096, 0, &address), kSuccess);  // hidden, but there
  EXPECT_THAT(MockRocr::asked, ElementsAre(20, 32));
  EXPECT_EQ(row(record::Kind::other, 0).classes[0].failures, 1U);
}

TEST_F(OnLoad, LeavesAnUnknownPoolToRocrIfNothingIsHidden) {
  load("record=yes");
  EXPECT_NE(allocate(0x55, 4096), nullptr);
  EXPECT_THAT(MockRocr::asked, ElementsAre(0x55));
}

TEST_F(OnLoad, LeavesErrorsOfTheCallerToRocr) {
  load("0001:0a:00.1/fine_grain=hide");
  EXPECT_EQ(tables.amd_function<IteratePools>(12)({3}, nullptr, nullptr), 0x1001);
}

TEST_F(OnLoad, NamesAGpuThatIsNotThere) {
  EXPECT_EQ(load("0000:99:00.0/fine_grain=hide"),
            "rmcp-hsa: 0000:99:00.0: not one of the GPUs of this process\n");
}

TEST_F(OnLoad, EndsAProcessThatAllocatesWhatIsForbidden) {
  EXPECT_THAT(load("0000:03:00.0/fine_grain=forbid"), HasSubstr("fine-grained memory forbidden"));
  EXPECT_NE(allocate(20, 4096), nullptr);
  EXPECT_NE(allocate(31, 4096), nullptr);
  EXPECT_EXIT(
      allocate(21, 12345), testing::KilledBySignal(SIGABRT),
      "rmcp-hsa: 0000:03:00.0: fine-grained memory is forbidden by policy, and 12345 bytes");
  EXPECT_NE(allocate(32, 4096), nullptr);
  EXPECT_EXIT(allocate(22, 12345), testing::KilledBySignal(SIGABRT), "12345 bytes");
  void* address = nullptr;
  EXPECT_EXIT(tables.core_function<RegionAllocate>(33)({21}, 1, &address),
              testing::KilledBySignal(SIGABRT), "forbidden");
  Chunk chunk{};
  EXPECT_EXIT(tables.amd_function<ChunkCreate>(57)({21}, 1, 0, 0, &chunk),
              testing::KilledBySignal(SIGABRT), "forbidden");
}

TEST_F(OnLoad, EndsAProcessWhoseFlagsAskACoarsePoolForFineMemory) {
  load("0000:03:00.0/fine_grain=forbid");
  EXPECT_NE(allocate(20, 4096, 2 | 4), nullptr);  // contiguous, executable
  EXPECT_NE(allocate(30, 4096, kAllocatePcie), nullptr);
  EXPECT_NE(allocate(12, 4096, kAllocatePcie), nullptr);
  EXPECT_EXIT(allocate(20, 12345, kAllocatePcie), testing::KilledBySignal(SIGABRT), "12345 bytes");
  EXPECT_EXIT(allocate(20, 12345, kAllocateUncached | 2), testing::KilledBySignal(SIGABRT),
              "12345 bytes");
}

TEST_F(OnLoad, AnswersHostMemoryFromTheCoarsePool) {
  EXPECT_EQ(load("host_memory=coarse;host_memory_from=8192"),
            "rmcp-hsa: host memory of 8192 bytes or more is coarse-grained\n");
  allocate(10, 8192);
  allocate(10, 8191);
  allocate(10, 8192, 1);   // asks for something special
  allocate(11, 8192);      // arguments of kernels have to be coherent
  allocate(21, 8192);      // not the host's
  allocate(10, 2U << 30);  // more than the coarse pool gives at once
  EXPECT_THAT(MockRocr::asked, ElementsAre(12, 10, 10, 11, 21, 10));
}

TEST_F(OnLoad, DoesNotFailWhereRocrWouldNotHaveFailed) {
  load("host_memory=coarse;record=yes");
  MockRocr::exhausted = {12};
  EXPECT_NE(allocate(10, 1U << 20), nullptr);
  EXPECT_THAT(MockRocr::asked, ElementsAre(12, 10));
  EXPECT_EQ(row(record::Kind::fine, 0).live, 1U << 20);
  EXPECT_EQ(row(record::Kind::coarse, 0).used, 0);
}

TEST_F(OnLoad, RecordsWhatIsAllocatedWhereAndHowMuch) {
  EXPECT_EQ(load("record=yes"), "");
  void* first = allocate(20, 3000);
  allocate(20, 3U << 20);
  allocate(31, 100);
  release(first);
  allocate(20, 2000);
  MockRocr::exhausted = {20};
  allocate(20, 1U << 30);

  const record::Row coarse = row(record::Kind::coarse, 3);
  EXPECT_EQ(coarse.owner, record::Owner::gpu);
  EXPECT_EQ(coarse.classes[0].count, 2U);
  EXPECT_EQ(coarse.classes[0].bytes, 5000U);
  EXPECT_EQ(coarse.classes[3].count, 1U);
  EXPECT_EQ(coarse.classes[5].failures, 1U);
  EXPECT_EQ(coarse.classes[5].count, 0U);
  EXPECT_EQ(coarse.live, 2000U + (3U << 20));
  EXPECT_EQ(coarse.peak, 3000U + (3U << 20));
  const record::Row fine = row(record::Kind::fine, 10);
  EXPECT_EQ(fine.domain, 1U);
  EXPECT_EQ(fine.function, 1);
  EXPECT_EQ(fine.live, 100U);
}

TEST_F(OnLoad, RecordsTheTwoKindsOfFineMemoryApart) {
  load("record=yes");
  allocate(31, 100);
  allocate(32, 200);
  EXPECT_EQ(row(record::Kind::fine, 10).live, 100U);
  EXPECT_EQ(row(record::Kind::extended_fine, 10).live, 200U);
}

TEST_F(OnLoad, RecordsWhatFlagsMakeOfACoarsePool) {
  load("record=yes");
  void* fine = allocate(20, 100, kAllocatePcie);
  allocate(20, 200, kAllocateUncached);
  allocate(20, 400, 2);                  // contiguous
  allocate(21, 800, kAllocateUncached);  // fine anyway
  EXPECT_EQ(row(record::Kind::fine, 3).live, 900U);
  EXPECT_EQ(row(record::Kind::extended_fine, 3).live, 200U);
  EXPECT_EQ(row(record::Kind::coarse, 3).live, 400U);
  release(fine);
  EXPECT_EQ(row(record::Kind::fine, 3).live, 800U);
  MockRocr::exhausted = {20};
  allocate(20, 100, kAllocatePcie);
  EXPECT_EQ(row(record::Kind::fine, 3).classes[0].failures, 1U);
}

TEST_F(OnLoad, RecordsRangesAndChunks) {
  load("record=yes");
  tables.amd_function<SvmSet>(46)(nullptr, 1U << 20, nullptr, 0);
  Chunk chunk{};
  tables.amd_function<ChunkCreate>(57)({20}, 1U << 20, 0, 0, &chunk);
  EXPECT_EQ(row(record::Kind::managed, 0).classes[2].count, 1U);
  EXPECT_EQ(row(record::Kind::coarse, 3).live, 1U << 20);
  tables.amd_function<ChunkRelease>(58)(chunk);
  EXPECT_EQ(row(record::Kind::coarse, 3).live, 0U);
}

TEST_F(OnLoad, ThePoolThatWasNotAskedIsNoted) {
  load("record=yes;host_memory=coarse");
  allocate(10, 1U << 20);
  allocate(12, 1U << 20);
  EXPECT_EQ(row(record::Kind::coarse, 0).redirected, 1U);
  EXPECT_EQ(row(record::Kind::coarse, 0).classes[2].count, 2U);
}

TEST_F(OnLoad, TheRecordBelongsToThisProcessAndItsUser) {
  load("record=yes");
  const record::File file = read_record();
  EXPECT_EQ(std::memcmp(file.header.magic, record::kMagic, sizeof file.header.magic), 0);
  EXPECT_EQ(file.header.version, record::kVersion);
  EXPECT_GT(file.header.start_time, 0U);
  EXPECT_EQ(std::filesystem::file_size(record_path()), sizeof(record::File));
  EXPECT_EQ(std::filesystem::status(record_path()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(OnLoad, ALinkInTheWayIsNotFollowed) {
  const auto elsewhere = runtime_dir / "elsewhere";
  std::filesystem::create_directory(elsewhere);
  std::filesystem::create_directory_symlink(elsewhere, runtime_dir / "rmcp");
  EXPECT_THAT(load("record=yes"), HasSubstr("rmcp-hsa: allocations are not recorded: "));
  EXPECT_TRUE(std::filesystem::is_empty(elsewhere));
  EXPECT_NE(allocate(20, 4096), nullptr);
}

TEST_F(OnLoad, WithoutARuntimeFolderItSaysSoAndGoesOn) {
  ::unsetenv("XDG_RUNTIME_DIR");
  EXPECT_EQ(load("record=yes"),
            "rmcp-hsa: allocations are not recorded: XDG_RUNTIME_DIR is not set to a folder\n");
  EXPECT_NE(allocate(20, 4096), nullptr);
}

TEST_F(OnLoad, OldRecordsOfProcessesThatAreGoneAreRemoved) {
  const auto folder = runtime_dir / "rmcp" / "memory";
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(runtime_dir / "rmcp", std::filesystem::perms::owner_all);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  const auto add = [&](const std::string& name, int minutes) {
    std::ofstream(folder / name) << "x";
    std::filesystem::last_write_time(folder / name, std::filesystem::file_time_type::clock::now() -
                                                        std::chrono::minutes(minutes));
  };
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ::waitpid(gone, nullptr, 0);
  add(std::to_string(gone), 11);
  add("1", 11);  // alive on every machine
  add("notes", 11);
  load("record=yes");
  EXPECT_FALSE(std::filesystem::exists(folder / std::to_string(gone)));
  EXPECT_TRUE(std::filesystem::exists(folder / "1"));
  EXPECT_TRUE(std::filesystem::exists(folder / "notes"));
  add(std::to_string(gone), 5);
  load("record=yes");
  EXPECT_TRUE(std::filesystem::exists(folder / std::to_string(gone)));
}

TEST_F(OnLoad, TheEndIsNotedWhateverTheProgramHasDoneToItself) {
  const pid_t child = ::fork();
  if (child == 0) {
    load("record=yes");
    // A long run of a program that writes its title over its environment and closes all files.
    std::filesystem::last_write_time(
        record_path(), std::filesystem::file_time_type::clock::now() - std::chrono::minutes(11));
    char* variable = std::getenv("XDG_RUNTIME_DIR");
    std::memset(variable, 'x', std::strlen(variable));
    ::close_range(3, ~0U, 0);
    std::exit(0);
  }
  ::waitpid(child, nullptr, 0);
  load("record=yes");  // removes old records
  EXPECT_TRUE(std::filesystem::exists(record_path().replace_filename(std::to_string(child))));
}

TEST_F(OnLoad, ARecordIsAsOldAsTheEndThatItNotes) {
  const auto folder = record_path().parent_path();
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(runtime_dir / "rmcp", std::filesystem::perms::owner_all);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  const auto add = [&](int ended_minutes_ago, int written_minutes_ago) {
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    ::waitpid(gone, nullptr, 0);
    record::Header header{};
    std::memcpy(header.magic, record::kMagic, sizeof header.magic);
    header.version = record::kVersion;
    header.ended_at = static_cast<std::uint64_t>(std::time(nullptr) - ended_minutes_ago * 60);
    auto path = folder / std::to_string(gone);
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<char*>(&header), sizeof header);
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() -
                                               std::chrono::minutes(written_minutes_ago));
    return path;
  };
  const auto young = add(5, 11);
  const auto old = add(11, 5);
  load("record=yes");
  EXPECT_TRUE(std::filesystem::exists(young));
  EXPECT_FALSE(std::filesystem::exists(old));
}

TEST_F(OnLoad, AChildWritesNothingIntoItsParentsRecord) {
  load("record=yes");
  void* address = allocate(20, 4096);
  const pid_t child = ::fork();
  if (child == 0) {
    release(address);
    allocate(20, 4096);
    std::exit(0);  // with the handlers that mark a record as ended
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(row(record::Kind::coarse, 3).live, 4096U);
  EXPECT_EQ(row(record::Kind::coarse, 3).classes[0].count, 1U);
  EXPECT_EQ(read_record().header.state, record::kRunning);
}

TEST_F(OnLoad, ARocrThatIsInitialisedAgainStartsWithoutLivingMemory) {
  load("record=yes;0000:03:00.0/fine_grain=hide");
  allocate(20, 4096);
  std::construct_at(&tables);
  load(nullptr);
  EXPECT_EQ(row(record::Kind::coarse, 3).live, 0U);
  EXPECT_EQ(row(record::Kind::coarse, 3).classes[0].count, 1U);
  allocate(20, 4096);
  EXPECT_EQ(row(record::Kind::coarse, 3).live, 4096U);
  EXPECT_THAT(pools_of(2), ElementsAre(20));
}

TEST_F(OnLoad, NamedTwiceItCountsOnce) {
  load("record=yes;0000:03:00.0/fine_grain=hide");
  load(nullptr);
  allocate(20, 4096);
  EXPECT_EQ(row(record::Kind::coarse, 3).classes[0].count, 1U);
  EXPECT_THAT(pools_of(2), ElementsAre(20));
}

TEST_F(OnLoad, ASecondRocrInTheProcessIsLeftAlone) {
  load("record=yes;0000:03:00.0/fine_grain=hide");
  allocate(20, 4096);
  MockTables second;
  const PoolAllocate other = [](Pool, std::size_t, std::uint32_t, void**) { return Status{7}; };
  second.amd.entries[13] = reinterpret_cast<void*>(other);
  testing::internal::CaptureStderr();
  EXPECT_TRUE(::OnLoad(&second.root, 0, 0, nullptr));
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "rmcp-hsa: this ROCr is left unchanged: the second one in this process\n");
  EXPECT_EQ(second.amd.entries[13], reinterpret_cast<void*>(other));
  EXPECT_EQ(second.amd_function<IteratePools>(12), &MockRocr::iterate_pools);
  // The first goes on with its own functions and numbers.
  EXPECT_NE(allocate(20, 4096), nullptr);
  EXPECT_EQ(row(record::Kind::coarse, 3).live, 8192U);
}

TEST_F(OnLoad, ThreadsLoseNothing) {
  load("record=yes");
  const auto work = [&] {
    auto* hook = tables.amd_function<PoolAllocate>(13);
    for (int i = 0; i < 5000; ++i) {
      void* address = nullptr;
      hook({20}, 4096, 0, &address);
      if (i % 2) release(address);
    }
  };
  std::thread one(work), two(work);
  one.join();
  two.join();
  EXPECT_EQ(row(record::Kind::coarse, 3).classes[0].count, 10000U);
}

TEST_F(OnLoad, ATableOfAnotherKindIsLeftAlone) {
  tables.amd.version.major = 9;
  EXPECT_EQ(load("record=yes"),
            "rmcp-hsa: this ROCr is left unchanged: AMD functions of an unknown kind\n");
  EXPECT_EQ(tables.amd_function<PoolAllocate>(13), &MockRocr::pool_allocate);
}

TEST_F(OnLoad, ATableThatEndsEarlyIsLeftAlone) {
  std::construct_at(&tables, 1, 16 + 14 * 8);
  EXPECT_EQ(load("record=yes"),
            "rmcp-hsa: this ROCr is left unchanged: a table that lacks functions\n");
  EXPECT_EQ(tables.amd_function<PoolAllocate>(13), &MockRocr::pool_allocate);
}

}  // namespace
}  // namespace rmcp::hsa
