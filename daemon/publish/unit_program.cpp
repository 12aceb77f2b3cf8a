// SPDX-License-Identifier: MIT
// Follows a program to its libraries as ld.so does in a service: without LD_LIBRARY_PATH.
#include "daemon/publish/unit_program.hpp"

#include "daemon/publish/file_code.hpp"
#include "lib/code/later_libraries.hpp"
#include "lib/elf/elf_file.hpp"
#include "lib/elf/elf_strings.hpp"
#include "lib/elf/search_list.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/sys/errno.hpp"
#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <fcntl.h>

#include <filesystem>

namespace rmcp::publish {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestCache = 64 << 20;

// systemd src/basic/path-util.h, DEFAULT_PATH.
constexpr std::string_view kProgramFolders[] = {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin",
                                                "/usr/bin",        "/sbin",          "/bin"};

std::string full_path(const std::string& name) {
  if (name.starts_with('/')) return name;
  for (const auto folder : kProgramFolders)
    if (auto path = fmt::format("{}/{}", folder, name); sys::exists(path)) return path;
  return name;
}

/// Without links: $ORIGIN and archives count from there. Empty if there is no such file.
std::string real_path(const std::string& path) {
  std::error_code error;
  auto real = fs::canonical(path, error).string();
  return error ? std::string() : real;
}

Expected<elf::ElfFile> program_at(const std::string& path) {
  const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (!fd) return tl::unexpected(fmt::format("{}: {}", path, sys::describe_errno(errno)));
  auto out = elf::read_elf(fd.get());
  if (out) return out;
  const bool script = elf::bytes_at(fd.get(), 0, 2) == "#!";
  return tl::unexpected(script ? path + " is a script"
                               : fmt::format("{}: {}", path, out.error().text));
}

class ProgramReader {
 public:
  ProgramReader(const std::string& path, const elf::ElfFile& file, const elf::LdCache& cache)
      : path_(path), cache_(cache) {
    const auto& list = file.runpath ? file.runpath : file.rpath;
    folders_ = elf::folders_in_list(list.value_or(""), fs::path(path).parent_path().string());
    for (const auto& name : file.needed)
      if (auto library = find(name); !library.empty()) loaded_.push_back(std::move(library));
  }

  UnitRuntime read() {
    out_.code = code_in_file(path_);
    for (const auto& library : loaded_) add(library);
    // The service's variables are not known.
    const auto later =
        code::find_later_libraries(path_, loaded_, [](const std::string&) { return ""; });
    for (const auto& library : later.files) add(library);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string find(const std::string& name) const {
    if (name.find('/') != name.npos) return name.starts_with('/') ? name : "";
    for (const auto& folder : folders_)
      if (auto path = fmt::format("{}/{}", folder, name); sys::exists(path)) return path;
    return cache_.find(name, {});
  }

  void add(const std::string& library) {
    auto& code = library_kind(base_name(library)) == nullptr ? out_.code : out_.rocm;
    code.add(code_in_file(real_path(library)));
  }

  const std::string& path_;
  const elf::LdCache& cache_;
  std::vector<std::string> folders_;
  std::vector<std::string> loaded_;
  UnitRuntime out_;
};

}  // namespace

FoundRuntime read_unit_program(const std::string& path, const elf::LdCache& cache) {
  const auto real = real_path(full_path(path));
  if (real.empty()) return tl::unexpected(path + " is missing, or hidden from rmcpd");
  const auto program = program_at(real);
  if (!program) return tl::unexpected(program.error());
  return ProgramReader(real, *program, cache).read();
}

elf::LdCache read_ld_cache() {
  const auto bytes = sys::read_file("/etc/ld.so.cache", kLargestCache);
  auto cache = elf::parse_ld_cache(bytes ? *bytes : std::string());
  return cache ? std::move(*cache) : elf::LdCache();
}

}  // namespace rmcp::publish
