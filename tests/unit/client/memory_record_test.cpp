// SPDX-License-Identifier: MIT
// Records as librmcp-hsa.so leaves them, and files that are none.
#include "client/inspect/memory_record.hpp"

#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "lib/start/memory_record.hpp"
#include "tests/unit/client/shown.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
namespace record = memory_record;

record::File example() {
  record::File file{};
  std::memcpy(file.header.magic, record::kMagic, sizeof record::kMagic);
  file.header.version = record::kVersion;
  file.header.row_size = sizeof(record::Row);
  file.header.row_count = record::kRowCount;
  file.header.start_time = 4711;
  record::Row& gpu = file.rows[0];
  gpu.used = 1;
  gpu.owner = record::Owner::gpu;
  gpu.kind = record::Kind::coarse;
  gpu.bus = 3;
  gpu.live = 1 << 20;
  gpu.peak = 3 << 20;
  gpu.classes[2] = {3, 3 << 20, 0};
  gpu.classes[5] = {0, 0, 1};
  record::Row& host = file.rows[1];
  host.used = 1;
  host.kind = record::Kind::coarse;
  host.redirected = 2;
  host.classes[1] = {2, 131072, 0};
  return file;
}

std::string bytes(const record::File& file) {
  return {reinterpret_cast<const char*>(&file), sizeof file};
}

class MemoryRecordTest : public testing::Test {
 protected:
  MemoryRecordTest() {
    auto pattern = (fs::temp_directory_path() / "rmcp-memory-XXXXXX").string();
    place.runtime_dir = ::mkdtemp(pattern.data());
    place.number = 12;
    proc = place.runtime_dir + "/proc";
    fs::create_directories(folder());
  }
  ~MemoryRecordTest() override { fs::remove_all(place.runtime_dir); }

  std::string folder() const { return place.runtime_dir + "/rmcp/memory"; }
  void write(const std::string& content) const {
    std::ofstream(folder() + "/12", std::ios::binary) << content;
  }
  /// A program whose name tries to be mistaken for the rest of the line.
  void process(const std::string& start_time) const {
    fs::create_directories(proc + "/12");
    std::ofstream(proc + "/12/stat")
        << "12 (a) b 9) S 1 12 12 0 -1 4194304 100 0 0 0 1 2 3 4 20 0 1 0 " << start_time
        << " 99\n";
  }
  std::string state() const {
    const auto found = read_memory_record(12, place, proc);
    if (!found) return found.error().text;
    return *found ? text(**found, "state") : "none";
  }

  /// As /proc shows a process, of this user unless another is given.
  void process_of(const std::string& environment, unsigned uid = ::geteuid()) const {
    process("4711");
    std::ofstream(proc + "/12/environ", std::ios::binary) << environment;
    std::ofstream(proc + "/12/status")
        << fmt::format("Name:\tx\nUid:\t{0}\t{0}\t{0}\t{0}\nNSpid:\t12\t7\n", uid);
  }

  RecordPlace place;
  std::string proc;
};

TEST_F(MemoryRecordTest, TellsWhatWasAllocated) {
  const auto document = memory_record_document(bytes(example()));
  ASSERT_TRUE(document);
  EXPECT_EQ(
      document->dump(),
      R"({"kinds":[{"owner":"gpu","address":"0000:03:00.0","kind":"coarse","count":3,)"
      R"("bytes":3145728,"failures":1,"live_bytes":1048576,"peak_bytes":3145728,"redirected":0,)"
      R"("sizes":[{"up_to":1048576,"count":3,"bytes":3145728,"failures":0},)"
      R"({"up_to":null,"count":0,"bytes":0,"failures":1}]},)"
      R"({"owner":"host","address":null,"kind":"coarse","count":2,"bytes":131072,"failures":0,)"
      R"("live_bytes":0,"peak_bytes":0,"redirected":2,)"
      R"("sizes":[{"up_to":65536,"count":2,"bytes":131072,"failures":0}]}],)"
      R"("lost":0,"untracked":0})");
}

TEST_F(MemoryRecordTest, BelongsToOneProcessOnly) {
  EXPECT_EQ(state(), "none");
  write(bytes(example()));
  process("4711");
  EXPECT_EQ(state(), "running");
  process("4712");
  EXPECT_EQ(state(), "none");
}

TEST_F(MemoryRecordTest, TellsHowAProcessEnded) {
  auto file = example();
  write(bytes(file));
  EXPECT_EQ(state(), "killed");
  file.header.state = record::kEnded;
  write(bytes(file));
  EXPECT_EQ(state(), "ended");
}

TEST_F(MemoryRecordTest, RefusesWhatIsNoRecord) {
  const auto refused = [&](const std::string& content) {
    write(content);
    return state();
  };
  const std::string path = folder() + "/12: ";
  EXPECT_EQ(refused(""), path + "not a record of memory");
  EXPECT_EQ(refused(std::string(sizeof(record::File), 'x')), path + "not a record of memory");
  EXPECT_EQ(refused(bytes(example()).substr(0, 1000)), path + "truncated");
  auto file = example();
  file.header.version = 2;
  EXPECT_EQ(refused(bytes(file)), path + "written by another version of librmcp-hsa.so (2)");
  file = example();
  file.header.row_count = 4000000000U;
  EXPECT_EQ(refused(bytes(file)), path + "damaged");
}

TEST_F(MemoryRecordTest, LiesWhereTheProcessKeepsIt) {
  process_of("A=b" + std::string(1, '\0') + "XDG_RUNTIME_DIR=/elsewhere" + std::string(1, '\0'), 7);
  const auto found = record_place(12, proc);
  EXPECT_EQ(found.runtime_dir, "/elsewhere");
  EXPECT_EQ(found.number, 7U);
  EXPECT_EQ(found.owner, 7U);
  process_of("", 1234);
  EXPECT_EQ(record_place(12, proc).runtime_dir, "/run/user/1234");
}

TEST_F(MemoryRecordTest, IsFoundInTheRootOfItsProcess) {
  process_of("XDG_RUNTIME_DIR=/run/x");
  const auto inside = proc + "/12/root/run/x/rmcp/memory";
  fs::create_directories(inside);
  std::ofstream(inside + "/7", std::ios::binary) << bytes(example());
  place = record_place(12, proc);
  EXPECT_EQ(state(), "running");
}

TEST_F(MemoryRecordTest, BelongsToTheUserOfItsProcess) {
  process_of("XDG_RUNTIME_DIR=" + place.runtime_dir, ::geteuid() + 1);
  std::ofstream(folder() + "/7", std::ios::binary) << bytes(example());
  place = record_place(12, proc);
  EXPECT_THAT(state(), testing::HasSubstr("/rmcp/memory/7: belongs to user "));
}

TEST_F(MemoryRecordTest, WaitsForNoPipeAndFollowsNoLink) {
  ASSERT_EQ(::mkfifo((folder() + "/12").c_str(), 0600), 0);
  EXPECT_EQ(state(), folder() + "/12: not a record of memory");
  fs::remove(folder() + "/12");
  std::ofstream(place.runtime_dir + "/other", std::ios::binary) << bytes(example());
  fs::create_symlink(place.runtime_dir + "/other", folder() + "/12");
  EXPECT_THAT(state(), testing::HasSubstr("symbolic link"));
  fs::rename(folder(), place.runtime_dir + "/real");
  fs::create_directory_symlink(place.runtime_dir + "/real", folder());
  EXPECT_THAT(state(), testing::HasSubstr("/rmcp/memory/12: Not a directory"));
}

TEST_F(MemoryRecordTest, NamesValuesOfALaterVersionUnknown) {
  auto file = example();
  file.rows[0].owner = static_cast<record::Owner>(99);
  file.rows[0].kind = static_cast<record::Kind>(99);
  const auto document = memory_record_document(bytes(file));
  ASSERT_TRUE(document);
  EXPECT_EQ(text(document->at("kinds")[0], "owner"), "unknown");
  EXPECT_EQ(text(document->at("kinds")[0], "kind"), "unknown");
}

TEST(RenderMemory, ShowsALineForEachKind) {
  EXPECT_EQ(
      render_memory(shown(*memory_record_document(bytes(example()))), Style{}),
      "WHERE         MEMORY          ALLOCATIONS  NOW      PEAK     NOTE\n"
      "0000:03:00.0  coarse-grained  3            1.0 MiB  3.0 MiB  1 failed\n"
      "host          coarse-grained  2            0 B      0 B      2 requested as fine-grained\n");
}

TEST(RenderMemory, SaysWhatIsMissing) {
  EXPECT_EQ(
      render_memory(shown(Json::parse(R"({"state":"killed","kinds":[],"lost":0,"untracked":1})")),
                    Style{}),
      "no memory was allocated\nThe process was killed, or crashed.\n"
      "1 allocation could not be tracked: NOW and PEAK are too low.\n");
}

}  // namespace
}  // namespace rmcp::client
