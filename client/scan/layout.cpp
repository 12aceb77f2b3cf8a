// SPDX-License-Identifier: MIT
// TheRock's wheels: _rocm_sdk_core has the runtime, _rocm_sdk_libraries or, for one family of GPUs,
// _rocm_sdk_libraries_gfx110X_all has the libraries built on it; their RPATHs lead from one to the
// other (TheRock docs/packaging/python_packaging.md, rocm_sdk/_dist_info.py).
#include "client/scan/layout.hpp"

#include "lib/sys/file.hpp"
#include "lib/text/library_name.hpp"

#include <algorithm>
#include <filesystem>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto part = path.lexically_relative(folder);
  return !part.empty() && *part.begin() != "..";
}

/// The names in a folder, sorted; none if the folder does not exist.
std::vector<std::string> names_in(const std::string& folder) {
  auto names = sys::list_directory(folder);
  std::sort(names.begin(), names.end());
  return names;
}

bool has_no_name(const std::string& name) {
  return name == "lib" || name == "lib64" || name == "usr" || name == "torch" ||
         name == "site-packages" || name == "dist-packages" || name.ends_with("-linux-gnu") ||
         name.starts_with("_rocm_sdk");
}

bool has_runtime(const std::string& prefix) {
  const auto places = library_places(prefix, "");
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    const auto names = sys::list_directory(prefix + "/" + place);
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
      return name.starts_with("libamdhip64.so") || name.starts_with("libhsa-runtime64.so");
    });
  });
}

}  // namespace

std::string real_prefix(const std::string& prefix) {
  std::error_code error;
  const auto real = fs::canonical(prefix, error);
  if (error || !fs::is_directory(real, error)) return {};
  const auto lib = fs::canonical(real / "lib", error);
  const bool leads_deeper = !error && lib.filename() == "lib" && is_below(lib, real);
  return leads_deeper ? lib.parent_path().string() : real.string();
}

std::vector<std::string> library_places(const std::string& prefix, const std::string& family) {
  std::vector<std::string> out{"lib", "lib64"};
  for (const auto& name : names_in(prefix + "/lib"))
    if (name.ends_with("-linux-gnu")) out.push_back("lib/" + name);
  out.emplace_back("");
  for (const auto& name : names_in(prefix))
    if (name.starts_with(kWheelCore)) out.push_back(name + "/lib");
  if (!family.empty()) out.push_back(family + "/lib");
  out.emplace_back("torch/lib");
  return out;
}

std::vector<std::string> likely_prefixes(const std::string& prefix) {
  std::vector<std::string> candidates;
  const auto add_all = [&](const std::string& folder, std::string_view start,
                           const std::string& below) {
    for (const auto& name : names_in(folder))
      if (name.starts_with(start)) candidates.push_back(folder + "/" + name + below);
  };
  candidates.push_back(prefix + "/usr");
  for (const auto* opt : {"", "/opt"}) add_all(prefix + opt, "rocm", "");
  for (const auto* rocm : {"", "/rocm", "/opt/rocm"}) add_all(prefix + rocm, "core-", "");
  for (const auto* lib : {"/lib", "/usr/lib", "/usr/local/lib"}) {
    add_all(prefix + lib, "python3", "/site-packages");
    add_all(prefix + lib, "python3", "/dist-packages");
  }
  std::vector<std::string> out;
  for (const auto& candidate : candidates)
    if (auto real = real_prefix(candidate);
        !real.empty() && has_runtime(real) && std::find(out.begin(), out.end(), real) == out.end())
      out.push_back(std::move(real));
  return out;
}

std::string layout_name(const std::string& prefix, const std::string& version) {
  auto name = fs::path(prefix).filename().string();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name.starts_with("core-")) name = "rocm-" + name.substr(5);
  if (has_no_name(name)) name = version.empty() ? "" : "rocm-" + version;
  return is_library_set_name(name) ? name : std::string();
}

}  // namespace rmcp::client
