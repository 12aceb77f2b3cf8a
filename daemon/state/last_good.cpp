// SPDX-License-Identifier: MIT
// last-good-policy.json.
#include "daemon/state/last_good.hpp"

#include "daemon/state/json_file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;
using SourceLayer = decltype(toml::SourceFile::layer);

std::string last_good_path(const std::string& directory) {
  return directory + "/last-good-policy.json";
}

}  // namespace

int save_last_good(const std::string& state_directory, const std::vector<toml::SourceFile>& files) {
  if (load_last_good(state_directory) == files) return 0;
  json list = json::array();
  for (const auto& f : files)
    list.push_back(
        {{"path", f.path}, {"text", f.text}, {"profile", f.profile}, {"layer", f.layer}});
  return write_json(last_good_path(state_directory), {{"files", list}}, Durable::yes);
}

std::optional<std::vector<toml::SourceFile>> load_last_good(const std::string& state_directory) {
  constexpr std::size_t kLimit = 64 << 20;
  JsonFile file(last_good_path(state_directory), kLimit);
  if (!file.exists() || !file.root().contains("files")) return std::nullopt;
  std::vector<toml::SourceFile> files;
  for (const auto& entry : file.list(file.root(), "files")) {
    auto path = file.need<std::string>(entry, "path");
    auto text = file.need<std::string>(entry, "text");
    if (!path || !text) continue;
    files.push_back({std::move(*path), std::move(*text),
                     file.get<bool>(entry, "profile").value_or(false),
                     file.get<SourceLayer>(entry, "layer").value_or(0)});
  }
  return files;
}

}  // namespace rmcp::state
