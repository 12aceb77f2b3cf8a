// SPDX-License-Identifier: MIT
// The table: what the libraries' own text and sources name.
#include "lib/code/kernel_folders.hpp"

#include "lib/elf/code_file_name.hpp"

namespace rmcp::code {
namespace {

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

/// Newer releases of hipBLASLt have a folder for each GPU, below others.
constexpr int kDeepest = 2;

void add_names(const std::string& folder, int depth, const sys::Root& root, FolderTargets& out) {
  for (const auto& entry : root.entries(folder)) {
    if (const auto name = elf::parse_code_file_name(entry.name))
      (name->kind == elf::CodeFileKind::tuning ? out.tuning : out.code).insert(name->target);
    if (entry.folder && depth < kDeepest)
      add_names(folder + "/" + entry.name, depth + 1, root, out);
  }
}

}  // namespace

std::span<const KernelFolder> kernel_folders() { return kFolders; }

std::vector<std::string> matching_folders(const std::string& folder, std::string_view pattern,
                                          const sys::Root& root) {
  std::vector<std::string> out;
  if (pattern.starts_with('/')) return out;
  const auto star = pattern.find('*');
  const std::string head(pattern.substr(0, star));
  if (star == pattern.npos) {
    if (root.exists(folder + "/" + head)) out.push_back(head);
    return out;
  }
  const std::string tail(pattern.substr(star + 1));
  for (const auto& entry : root.entries(folder + "/" + head))
    if (auto path = head + entry.name + tail; root.exists(folder + "/" + path))
      out.push_back(std::move(path));
  return out;
}

FolderTargets read_kernel_folder(const std::string& folder, const sys::Root& root) {
  FolderTargets out;
  add_names(folder, 0, root, out);
  return out;
}

}  // namespace rmcp::code
