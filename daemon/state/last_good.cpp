// SPDX-License-Identifier: MIT
// Reads and writes last-good-policy.json.
#include "daemon/state/last_good.hpp"

#include "daemon/state/json_form.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;
using SourceLayer = decltype(toml::SourceFile::layer);

using SourceFiles = std::optional<std::vector<toml::SourceFile>>;

constexpr std::size_t kLargestPolicy = 64 << 20;

SourceFiles sources_from(JsonFile& file) {
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

json sources_to_json(const SourceFiles& files) {
  if (!files) return {};
  json list = json::array();
  for (const auto& f : *files)
    list.push_back(
        {{"path", f.path}, {"text", f.text}, {"profile", f.profile}, {"layer", f.layer}});
  return {{"files", list}};
}

/// In the state folder itself. Readers and writers may have to wait.
Files<SourceFiles> last_good_in(const std::string& state_directory) {
  return {state_directory, written_once(json_form<SourceFiles>(sources_from, sources_to_json,
                                                               Durable::yes, kLargestPolicy))};
}

constexpr const char* kLastGood = "last-good-policy";

}  // namespace

sys::Status save_last_good(const std::string& state_directory,
                           const std::vector<toml::SourceFile>& files) {
  return last_good_in(state_directory).write(kLastGood, files);
}

std::optional<std::vector<toml::SourceFile>> load_last_good(const std::string& state_directory) {
  return last_good_in(state_directory).read(kLastGood);
}

}  // namespace rmcp::state
