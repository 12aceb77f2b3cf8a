// SPDX-License-Identifier: MIT
// The places of GPU code that a program would run: its libraries, and folders beside them.
#pragma once
#include "client/loader/loader.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct CodePlace {
  std::string path;     // a library, or a folder of kernels
  std::string library;  // "rocBLAS" for ROCm's own; "" for the program's
  std::vector<std::string> targets;
  std::vector<std::string> problems;

  bool operator==(const CodePlace&) const = default;
};

struct CodeSearch {
  std::vector<CodePlace> places;  // places with code
  std::vector<CodePlace> tuning;  // databases that only make things faster
};

/// `tensile`: the value of ROCBLAS_TENSILE_LIBPATH, which replaces rocBLAS' own folder.
CodeSearch find_code(const LoadResult& loaded, const std::string& tensile,
                     const std::string& root = "");

}  // namespace rmcp::client
