// SPDX-License-Identifier: MIT
// Writes and removes manifests in the administrator's folder.
#include "client/scan/manifest_file.hpp"

#include "lib/sys/file.hpp"
#include "lib/verify/manifest.hpp"

#include <fmt/format.h>

#include <cerrno>

namespace rmcp::client {
namespace {

std::string file_failed(const std::string& path, int error) {
  const auto* hint = error == EACCES || error == EPERM || error == EROFS
                         ? ": only root may add and remove library sets"
                         : "";
  return fmt::format("{}: {}{}", path, sys::describe_errno(error), hint);
}

}  // namespace

std::string manifest_path(const std::string& config, const std::string& name) {
  return fmt::format("{}/library-sets.d/{}.toml", config, name);
}

std::string write_manifest(const std::string& config, const SetManifest& set) {
  const auto folder = config + "/library-sets.d";
  if (const int error = sys::make_directories(folder)) return file_failed(folder, error);
  const auto path = manifest_path(config, set.name);
  const int error = sys::replace_file(path, verify::manifest_text(set), 0644);
  return error == 0 ? "" : file_failed(path, error);
}

std::string remove_manifest(const std::string& config, const std::string& name) {
  const auto path = manifest_path(config, name);
  const int error = sys::remove_file(path);
  return error == 0 ? "" : file_failed(path, error);
}

}  // namespace rmcp::client
