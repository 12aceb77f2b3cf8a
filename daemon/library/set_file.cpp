// SPDX-License-Identifier: MIT
#include "library/set_file.hpp"

#include "config/path_walk.hpp"
#include "sys/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <sha2.h>
#include <vector>

namespace rmcp::library {
namespace {

namespace fs = std::filesystem;
using Failure = tl::unexpected<std::string>;

/// The folder goes into LD_LIBRARY_PATH, so that a file which somebody adds counts as well: not
/// even a sticky folder is safe.
std::string distrust_folder(const sys::Fd& folder, unsigned owner) {
  struct stat status {};
  if (::fstat(folder.get(), &status) != 0) return sys::describe_errno(errno);
  return config::distrust(status, owner, false);
}

/// The path is made of parts that only trusted people could have changed by now.
std::string leads_out(const std::string& prefix, const std::string& path, std::string& real_name) {
  std::error_code error;
  const auto below = fs::canonical(prefix, error);
  if (error) return error.message();
  const auto real = fs::canonical(path, error);
  if (error) return error.message();
  real_name = real.filename().string();
  const auto part = real.lexically_relative(below);
  return part.empty() || *part.begin() == ".."
             ? fmt::format("leads out of the prefix, to {}", real.string())
             : "";
}

std::string unfit(const elf::ElfFile& elf) {
  if (auto wrong = elf::foreign(elf); !wrong.empty()) return "is " + wrong;
  if (elf.type != elf::ElfType::shared) return "is no shared object";
  return {};
}

}  // namespace

tl::expected<SetFile, std::string> open_set_file(const std::string& prefix, const std::string& file,
                                                 unsigned owner) {
  const auto path = prefix + "/" + file;
  auto found = config::PathWalk(owner).follow(path);
  if (!found) return Failure(found.error().reason);
  SetFile out;
  if (auto wrong = leads_out(prefix, path, out.real_name); !wrong.empty()) return Failure(wrong);
  if (auto wrong = distrust_folder(found->parent, owner); !wrong.empty())
    return Failure(fmt::format("its folder {}", wrong));
  if (auto wrong = config::distrust(found->status, owner, false); !wrong.empty())
    return Failure(wrong);
  if (!S_ISREG(found->status.st_mode)) return Failure("is no file");
  out.fd = sys::Fd(::openat(found->parent.get(), found->name.c_str(),
                            O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!out.fd) return Failure(sys::describe_errno(errno));
  auto elf = elf::read_elf(out.fd.get());
  if (!elf) return Failure(elf.error());
  if (auto wrong = unfit(*elf); !wrong.empty()) return Failure(wrong);
  out.elf = std::move(*elf);
  out.size = static_cast<std::uint64_t>(found->status.st_size);
  return out;
}

tl::expected<std::string, std::string> sha256_of(const sys::Fd& fd) {
  SHA2_CTX context;
  SHA256Init(&context);
  std::vector<std::uint8_t> buffer(1 << 20);
  off_t at = 0;
  for (;;) {
    const auto got = ::pread(fd.get(), buffer.data(), buffer.size(), at);
    if (got < 0) return Failure(sys::describe_errno(errno));
    if (got == 0) break;
    SHA256Update(&context, buffer.data(), static_cast<std::size_t>(got));
    at += got;
  }
  std::array<char, SHA256_DIGEST_STRING_LENGTH> text{};
  return std::string(SHA256End(&context, text.data()));
}

}  // namespace rmcp::library
