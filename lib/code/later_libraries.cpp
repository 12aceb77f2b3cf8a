// SPDX-License-Identifier: MIT
// The table of programs, told by their own name or that of a library that they load.
#include "lib/code/later_libraries.hpp"

#include "lib/code/kernel_folders.hpp"
#include "lib/sys/file.hpp"
#include "lib/text/words.hpp"

#include <algorithm>
#include <filesystem>

namespace rmcp::code {
namespace {

namespace fs = std::filesystem;

struct Opener {
  std::string_view owner;
  std::string_view program;  // its file name; "" if a library tells
  std::string_view library;  // start of a loaded library's name; "" if the program tells
  std::string_view folder;   // from the folder of the program or library; "*" stands for one name
  std::string_view file;     // start of the names of the files
  std::string_view variable = {};  // names one file more
};

// ggml: ggml/src/ggml-backend-reg.cpp, ggml_backend_load_best, and Debian's package
// libggml0-backend-hip. ollama: ml/path.go and its Dockerfile. ONNX Runtime:
// onnxruntime/core/session/provider_bridge_ort.cc.
constexpr Opener kOpeners[] = {
    {"ollama", "ollama", "", "../lib/ollama", "libggml-hip"},
    {"ollama", "ollama", "", "../lib/ollama/*", "libggml-hip"},
    {"ollama", "ollama", "", "lib/ollama/*", "libggml-hip"},
    {"ggml", "", "libggml", "ggml/*", "libggml-hip", "GGML_BACKEND_PATH"},
    {"ggml", "", "libggml", ".", "libggml-hip", "GGML_BACKEND_PATH"},
    {"ONNX Runtime", "", "libonnxruntime.so", ".", "libonnxruntime_providers_migraphx"},
    {"ONNX Runtime", "", "libonnxruntime.so", ".", "libonnxruntime_providers_rocm"},
};

std::string real_folder(const std::string& path) {
  std::error_code error;
  const auto real = fs::canonical(path, error);
  return (error ? fs::path(path) : real).parent_path().string();
}

/// The folder that a row counts from; "" if it is not about this program.
std::string base_of(const Opener& row, const std::string& program,
                    const std::vector<std::string>& loaded) {
  if (!row.program.empty())
    return base_name(program) == row.program ? fs::path(program).parent_path().string() : "";
  for (const auto& library : loaded)
    if (base_name(library).starts_with(row.library)) return real_folder(library);
  return {};
}

bool is_hip_library(const std::string& name, std::string_view start) {
  return name.starts_with(start) && name.find(".so") != name.npos;
}

void add_once(std::vector<std::string>& files, std::string file) {
  if (std::ranges::find(files, file) == files.end()) files.push_back(std::move(file));
}

void add_files(LaterLibraries& out, const Opener& row, const std::string& base) {
  for (const auto& part : matching_folders(base, row.folder)) {
    const auto folder = (fs::path(base) / part).lexically_normal().string();
    for (const auto& name : sys::list_directory(folder))
      if (is_hip_library(name, row.file)) {
        add_once(out.files, (fs::path(folder) / name).lexically_normal().string());
        if (out.looked_in.empty()) out.looked_in = folder;
      }
  }
}

}  // namespace

LaterLibraries find_later_libraries(
    const std::string& program, const std::vector<std::string>& loaded,
    const std::function<std::string(const std::string&)>& environment, const std::string& folder) {
  LaterLibraries out;
  for (const auto& row : kOpeners) {
    const auto base = base_of(row, program, loaded);
    if (base.empty()) continue;
    out.owner = row.owner;
    add_files(out, row, base);
    if (row.variable.empty()) continue;
    auto named = environment(std::string(row.variable));
    if (named.empty()) continue;
    if (!folder.empty()) named = (fs::path(folder) / named).string();
    if (sys::exists(named)) add_once(out.files, named);
  }
  return out;
}

}  // namespace rmcp::code
