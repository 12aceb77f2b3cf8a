// SPDX-License-Identifier: MIT
// last-good-policy.json.
#include "state/last_good.hpp"

#include "sys/file.hpp"

#include <nlohmann/json.hpp>

namespace rmcp::state {
namespace {

using nlohmann::json;

std::string path_in(const std::string& directory) { return directory + "/last-good-policy.json"; }

}  // namespace

int save_last_good(const std::string& state_directory,
                   const std::vector<config::SourceFile>& files) {
  if (load_last_good(state_directory) == files) return 0;
  json list = json::array();
  for (const auto& f : files)
    list.push_back(
        {{"path", f.path}, {"text", f.text}, {"profile", f.profile}, {"layer", f.layer}});
  if (const int error = sys::make_directories(state_directory)) return error;
  return sys::replace_file(path_in(state_directory), json{{"files", list}}.dump(1) + "\n");
}

std::optional<std::vector<config::SourceFile>> load_last_good(const std::string& state_directory) {
  constexpr std::size_t kLimit = 64 << 20;
  const auto text = sys::read_file(path_in(state_directory), kLimit);
  if (!text) return std::nullopt;
  try {
    std::vector<config::SourceFile> files;
    const auto document = json::parse(*text);
    for (const auto& f : document.at("files")) {
      files.push_back({f.at("path").get<std::string>(), f.at("text").get<std::string>(),
                       f.at("profile").get<bool>(),
                       f.at("layer").get<decltype(config::SourceFile::layer)>()});
    }
    return files;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace rmcp::state
