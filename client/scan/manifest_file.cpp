// SPDX-License-Identifier: MIT
// Writes and removes manifests in the administrator's folder.
#include "client/scan/manifest_file.hpp"

#include "lib/sys/file.hpp"
#include "lib/verify/manifest.hpp"

#include <fmt/format.h>

#include <cerrno>

namespace rmcp::client {
namespace {

Failure explain(const std::string& path, sys::Status status) {
  if (status.done()) return {};
  const auto error = status.error();
  const auto* hint = error == EACCES || error == EPERM || error == EROFS
                         ? ": only root may add and remove library sets"
                         : "";
  return fmt::format("{}: {}{}", path, sys::describe_errno(error), hint);
}

}  // namespace

std::string manifest_path(const std::string& config, const std::string& name) {
  return fmt::format("{}/library-sets.d/{}.toml", config, name);
}

Failure write_manifest(const std::string& config, const SetManifest& set) {
  const auto folder = config + "/library-sets.d";
  if (auto wrong = explain(folder, sys::make_directories(folder))) return wrong;
  const auto path = manifest_path(config, set.name);
  return explain(path, sys::replace_file(path, verify::manifest_text(set), 0644));
}

Failure remove_manifest(const std::string& config, const std::string& name) {
  const auto path = manifest_path(config, name);
  return explain(path, sys::remove_file(path));
}

}  // namespace rmcp::client
