// SPDX-License-Identifier: MIT
// The table: what the libraries' own text and sources name.
#include "lib/code/kernel_folders.hpp"

#include "lib/elf/code_file_name.hpp"
#include "lib/sys/file.hpp"

#include <filesystem>

namespace rmcp::code {
namespace {

namespace fs = std::filesystem;
using Use = KernelFolder::Use;

constexpr std::string_view kRocblas = "ROCBLAS_TENSILE_LIBPATH";
constexpr std::string_view kHipblaslt = "HIPBLASLT_TENSILE_LIBPATH";
constexpr std::string_view kHipsparselt = "ROCSPARSELT_TENSILE_LIBPATH";
constexpr std::string_view kMiopen = "MIOPEN_SYSTEM_DB_PATH";

// rocBLAS, hipBLASLt, hipSPARSELt: library/src/**/tensile_host.cpp, and for Debian's versions the
// text in the libraries; they ask the loader for their path. MIOpen: src/db_path.cpp.in, which
// follows links. rocFFT: library/src/rtc_cache.cpp. The first folder of a library that exists is
// the one that it reads.
constexpr KernelFolder kFolders[] = {
    {"librocblas", "rocblas/*/library", Use::needed, kRocblas},
    {"librocblas", "../../Tensile/library", Use::needed, kRocblas},
    {"librocblas", "../Tensile/library", Use::needed, kRocblas},
    {"librocblas", "../rocblas/library", Use::needed, kRocblas},
    {"librocblas", "rocblas/library", Use::needed, kRocblas},
    {"libhipblaslt", "hipblaslt/library", Use::needed, kHipblaslt},
    {"libhipsparselt", "../Tensile/library", Use::needed, kHipsparselt},
    {"libhipsparselt", "../hipblaslt/Tensile/library", Use::needed, kHipsparselt},
    {"libhipsparselt", "../hipsparselt/library", Use::needed, kHipsparselt},
    {"libhipsparselt", "hipsparselt/library", Use::needed, kHipsparselt},
    {"libhipsparselt", "../SPMM_KERNELS/library", Use::optional, ""},
    {"libMIOpen", "/usr/share/miopen/db", Use::optional, kMiopen, true},
    {"libMIOpen", "../share/miopen/db", Use::optional, kMiopen, true},
    {"librocfft", "rocfft", Use::optional, ""},
    {"librocfft", "rocfft_kernel_cache.db", Use::optional, ""},
};

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

}  // namespace

std::span<const KernelFolder> kernel_folders() { return kFolders; }

std::vector<std::string> matching_folders(const std::string& folder, std::string_view pattern) {
  std::vector<std::string> out;
  if (pattern.starts_with('/')) return out;
  const auto star = pattern.find('*');
  if (star == pattern.npos) {
    if (is_there(fs::path(folder) / pattern)) out.emplace_back(pattern);
    return out;
  }
  const std::string head(pattern.substr(0, star)), tail(pattern.substr(star + 1));
  for (const auto& name : sys::list_directory(folder + "/" + head))
    if (is_there(fs::path(folder) / (head + name + tail))) out.push_back(head + name + tail);
  return out;
}

FolderTargets read_kernel_folder(const std::string& folder) {
  FolderTargets out;
  // Newer releases of hipBLASLt have a folder for each GPU.
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it.depth() > 1) it.disable_recursion_pending();
    const auto name = elf::parse_code_file_name(it->path().filename().string());
    if (!name) continue;
    (name->kind == elf::CodeFileKind::tuning ? out.tuning : out.code).insert(name->target);
  }
  return out;
}

}  // namespace rmcp::code
