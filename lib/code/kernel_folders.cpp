// SPDX-License-Identifier: MIT
// The table: what the libraries' own text and sources name.
#include "lib/code/kernel_folders.hpp"

#include "lib/sys/file.hpp"

#include <filesystem>

namespace rmcp::code {
namespace {

namespace fs = std::filesystem;
using Use = KernelFolder::Use;

constexpr std::string_view kTensile = "ROCBLAS_TENSILE_LIBPATH";
constexpr std::string_view kHipblaslt = "HIPBLASLT_TENSILE_LIBPATH";
constexpr std::string_view kMiopen = "MIOPEN_SYSTEM_DB_PATH";

constexpr KernelFolder kFolders[] = {
    {"librocblas", "rocblas/*/library", Use::needed, kTensile},
    {"librocblas", "../../Tensile/library", Use::needed, kTensile},
    {"librocblas", "rocblas/library", Use::needed, kTensile},
    {"libhipblaslt", "hipblaslt/library", Use::needed, kHipblaslt},
    {"libhipsparselt", "hipsparselt/library", Use::needed, ""},
    {"libMIOpen", "../share/miopen/db", Use::optional, kMiopen},
    {"libMIOpen", "share/miopen/db", Use::optional, kMiopen},
};

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

}  // namespace

std::span<const KernelFolder> kernel_folders() { return kFolders; }

std::vector<std::string> matching_folders(const std::string& folder, std::string_view pattern) {
  std::vector<std::string> out;
  const auto star = pattern.find('*');
  if (star == pattern.npos) {
    if (is_folder(fs::path(folder) / pattern)) out.emplace_back(pattern);
    return out;
  }
  const std::string head(pattern.substr(0, star)), tail(pattern.substr(star + 1));
  for (const auto& name : sys::list_directory(folder + "/" + head))
    if (is_folder(fs::path(folder) / (head + name + tail))) out.push_back(head + name + tail);
  return out;
}

}  // namespace rmcp::code
