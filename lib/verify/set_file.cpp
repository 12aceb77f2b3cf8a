// SPDX-License-Identifier: MIT
// Opens a file without a gap between the check and the use.
#include "lib/verify/set_file.hpp"

#include "lib/sys/file.hpp"
#include "lib/sys/path_walk.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <sha2.h>
#include <vector>

namespace rmcp::verify {
namespace {

namespace fs = std::filesystem;
using Unexpected = tl::unexpected<Failure>;

/// The folder goes into LD_LIBRARY_PATH, so a file that somebody adds to it counts as well: not
/// even a sticky folder is safe.
Failure distrust_folder(const sys::Fd& folder, unsigned owner) {
  struct stat status {};
  if (::fstat(folder.get(), &status) != 0) return sys::describe_errno(errno);
  return sys::distrust(status, owner, false);
}

/// The reason why the path is not below the prefix. That only trusted users can change any part of
/// it has been checked by now.
Failure leads_out(const std::string& prefix, const std::string& path, std::string& real_name) {
  std::error_code error;
  const auto below = fs::canonical(prefix, error);
  if (error) return error.message();
  const auto real = fs::canonical(path, error);
  if (error) return error.message();
  real_name = real.filename().string();
  const auto part = real.lexically_relative(below);
  if (!part.empty() && *part.begin() != "..") return {};
  return fmt::format("leads out of the prefix, to {}", real.string());
}

tl::unexpected<Unfit> unfit(std::string reason, bool passed_over = false) {
  return tl::unexpected(Unfit{std::move(reason), passed_over});
}

}  // namespace

const SetFiles::Opened& SetFiles::open(const std::string& file) {
  const auto known = opened_.find(file);
  return known != opened_.end() ? known->second : opened_.emplace(file, judge(file)).first->second;
}

SetFiles::Opened SetFiles::judge(const std::string& file) {
  const auto path = prefix_ + "/" + file;
  auto found = sys::PathWalk(owner_).follow(path);
  if (!found) return unfit(found.error().reason, found.error().missing);
  SetFile out;
  if (auto wrong = leads_out(prefix_, path, out.real_name)) return unfit(wrong.text);
  if (auto wrong = distrust_folder(found->parent, owner_))
    return unfit(fmt::format("its folder {}", wrong.text));
  if (auto wrong = sys::distrust(found->status, owner_, false)) return unfit(wrong.text);
  if (!S_ISREG(found->status.st_mode)) return unfit("is not a file");
  out.key = {found->status.st_dev, found->status.st_ino};
  out.size = static_cast<std::uint64_t>(found->status.st_size);
  out.fd = sys::Fd(::openat(found->parent.get(), found->name.c_str(),
                            O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!out.fd) return unfit(sys::describe_errno(errno));
  auto elf = elf_of(out);
  if (!elf) return tl::unexpected(std::move(elf.error()));
  out.elf = std::move(*elf);
  return out;
}

tl::expected<elf::ElfFile, Unfit> SetFiles::elf_of(const SetFile& file) {
  if (const auto known = read_.find(file.key); known != read_.end()) return known->second;
  const auto read = [&]() -> tl::expected<elf::ElfFile, Unfit> {
    auto elf = elf::read_elf(file.fd.get());
    if (!elf) return unfit(elf.error().text);
    if (auto wrong = elf::foreign(*elf); !wrong.empty()) return unfit("is " + wrong, true);
    if (elf->type != elf::ElfType::shared) return unfit("is not a shared object");
    return std::move(*elf);
  };
  return read_.emplace(file.key, read()).first->second;
}

Expected<std::string> sha256_of(const sys::Fd& fd) {
  SHA2_CTX context;
  SHA256Init(&context);
  std::vector<std::uint8_t> buffer(1 << 20);
  off_t at = 0;
  for (;;) {
    const auto got = ::pread(fd.get(), buffer.data(), buffer.size(), at);
    if (got < 0) return Unexpected(sys::describe_errno(errno));
    if (got == 0) break;
    SHA256Update(&context, buffer.data(), static_cast<std::size_t>(got));
    at += got;
  }
  std::array<char, SHA256_DIGEST_STRING_LENGTH> text{};
  return std::string(SHA256End(&context, text.data()));
}

}  // namespace rmcp::verify
