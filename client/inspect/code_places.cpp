// SPDX-License-Identifier: MIT
// Finds the GPU code of a loaded program, library by library.
#include "client/inspect/code_places.hpp"

#include "client/loader/search_path.hpp"
#include "lib/elf/code_file_name.hpp"
#include "lib/elf/gpu_code.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

struct KernelFolder {
  std::string_view stem;  // of the library that reads it
  std::string_view path;  // from the library's folder
};

// rocBLAS and hipBLASLt search beside themselves, MIOpen the share folder of its prefix.
constexpr KernelFolder kFolders[] = {
    {"librocblas", "rocblas/library"},
    {"libhipblaslt", "hipblaslt/library"},
    {"libMIOpen", "../share/miopen/db"},
    {"libMIOpen", "share/miopen/db"},
};

class CodeFinder {
 public:
  CodeFinder(std::string tensile, std::string root)
      : tensile_(std::move(tensile)), root_(std::move(root)) {}

  void add_library(const LoadedObject& object) {
    const auto* kind = library_kind(object.path.substr(object.path.rfind('/') + 1));
    const std::string name(kind == nullptr ? "" : kind->name);
    if (const auto code = code_in(object.path);
        code && (!code->targets.empty() || !code->problems.empty()))
      out_.places.push_back({object.path, name, code->targets, code->problems});
    if (kind == nullptr) return;
    for (const auto& folder : kFolders)
      if (folder.stem == kind->stem) add_folder(folder_at(object, folder), name);
  }

  CodeSearch release() { return std::move(out_); }

 private:
  [[nodiscard]] std::string folder_at(const LoadedObject& object,
                                      const KernelFolder& folder) const {
    if (folder.stem == "librocblas" && !tensile_.empty()) return tensile_;
    // A library may be reached through a link: its data is beside the file itself.
    std::error_code error;
    const auto real = fs::canonical(root_ + object.path, error);
    const auto base = error ? folder_of(object.path) : real.parent_path().string();
    return (fs::path(base) / folder.path).lexically_normal().string();
  }

  [[nodiscard]] std::optional<elf::GpuCode> code_in(const std::string& path) const {
    const sys::Fd fd(::open((root_ + path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) return std::nullopt;
    auto code = elf::read_gpu_code(fd.get());
    return code ? std::optional(std::move(*code)) : std::nullopt;
  }

  void add_folder(const std::string& folder, const std::string& library) {
    std::set<std::string> code, tuning;
    // Newer releases of hipBLASLt have a folder for each GPU.
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
      if (it.depth() > 1) it.disable_recursion_pending();
      const auto name = elf::parse_code_file_name(it->path().filename().string());
      if (!name) continue;
      (name->kind == elf::CodeFileKind::tuning ? tuning : code).insert(name->target);
    }
    if (!code.empty()) out_.places.push_back({folder, library, {code.begin(), code.end()}, {}});
    if (!tuning.empty())
      out_.tuning.push_back({folder, library, {tuning.begin(), tuning.end()}, {}});
  }

  std::string tensile_;
  std::string root_;
  CodeSearch out_;
};

}  // namespace

CodeSearch find_code(const LoadResult& loaded, const std::string& tensile,
                     const std::string& root) {
  CodeFinder search(tensile, root);
  for (const auto& object : loaded.objects) search.add_library(object);
  return search.release();
}

}  // namespace rmcp::client
