// SPDX-License-Identifier: MIT
// Reads KFD's topology with the permissions of the calling user.
#include "client/launch/kfd_view.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

std::optional<unsigned> node_number(const std::string& text) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

std::vector<unsigned> node_numbers(const std::string& folder) {
  std::vector<unsigned> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (const auto value = node_number(it->path().filename().string())) out.push_back(*value);
  std::sort(out.begin(), out.end());
  return out;
}

/// Nothing if the file cannot be read: a device cgroup makes it empty.
std::optional<KfdView::Node> read_node(const std::string& file) {
  std::ifstream in(file);
  KfdView::Node node;
  bool any = false;
  std::string name;
  for (std::uint64_t value = 0; in >> name >> value;) {
    any = true;
    if (name == "simd_count") node.gpu = value != 0;
    if (name == "drm_render_minor") node.render_minor = static_cast<unsigned>(value);
  }
  return any ? std::optional(node) : std::nullopt;
}

}  // namespace

KfdView read_kfd_view(const KfdViewPaths& paths) {
  KfdView view;
  const auto nodes = paths.sys + "/class/kfd/kfd/topology/nodes";
  for (const auto number : node_numbers(nodes)) {
    const auto node = read_node(nodes + "/" + std::to_string(number) + "/properties");
    if (!node) continue;
    const auto render = paths.dev + "/dri/renderD" + std::to_string(node->render_minor);
    if (node->gpu && ::access(render.c_str(), R_OK | W_OK) != 0) continue;
    view.nodes.push_back(*node);
  }
  return view;
}

}  // namespace rmcp::client
