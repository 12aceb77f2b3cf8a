// SPDX-License-Identifier: MIT
// Checks KFD, render nodes and groups with access(2) and stat(2). Where KFD has no node for a card
// the reason is looked for (no_kfd_node.hpp).
#include "client/inspect/preflight.hpp"

#include "client/document/json.hpp"
#include "client/inspect/no_kfd_node.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace rmcp::client {
namespace {

std::string group_name(gid_t group) {
  const auto* const entry = ::getgrgid(group);
  return entry == nullptr ? std::to_string(group) : std::string(entry->gr_name);
}

NodeCheck check_node(const std::string& path, const User& user) {
  NodeCheck out{.path = path};
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return out;
  if (::access(path.c_str(), R_OK | W_OK) == 0) {
    out.access = NodeAccess::usable;
    return out;
  }
  out.access = NodeAccess::forbidden;
  out.fix = access_fix(path, group_name(info.st_gid), (info.st_mode & 0060) == 0060, user);
  return out;
}

std::string why_no_kfd(const Device& device, const PreflightPaths& paths) {
  if (device.binding.driver.empty()) return "no driver is bound to the card";
  if (!device.managed())
    return fmt::format("the card is bound to the driver {}; only amdgpu supports computing",
                       device.binding.driver);
  if (!sys::exists(paths.kfd))
    return "this kernel's amdgpu has no KFD (CONFIG_HSA_AMD), or it failed to start";
  return explain_no_kfd_node(device, read_kfd_facts(device, paths.pci_devices, paths.kmsg));
}

std::string_view access_word(NodeAccess access) {
  switch (access) {
    case NodeAccess::usable:
      return "usable";
    case NodeAccess::forbidden:
      return "forbidden";
    case NodeAccess::absent:
      break;
  }
  return "absent";
}

}  // namespace

std::string access_fix(const std::string& path, const std::string& group, bool group_may,
                       const User& user) {
  if (!group_may || group == "root")
    return fmt::format(
        "only root may open {}; the udev rules of systemd give it to the group render", path);
  if (std::ranges::find(user.listed, group) != user.listed.end())
    return fmt::format("{} is in the group {} already, but this session is not: log in again",
                       user.name, group);
  return fmt::format("sudo usermod -aG {} {}   # then log in again", group, user.name);
}

User this_user() {
  User out;
  const auto* const entry = ::getpwuid(::geteuid());
  if (entry == nullptr) {
    out.name = std::to_string(::geteuid());
    return out;
  }
  out.name = entry->pw_name;
  int count = 256;
  std::vector<gid_t> groups(static_cast<std::size_t>(count));
  if (::getgrouplist(entry->pw_name, entry->pw_gid, groups.data(), &count) < 0) return out;
  for (int i = 0; i < count; ++i)
    out.listed.push_back(group_name(groups[static_cast<std::size_t>(i)]));
  return out;
}

Preflight check_access(const Device& device, const User& user, const PreflightPaths& paths) {
  Preflight out;
  out.nodes.push_back(check_node(paths.dev + "/kfd", user));
  for (const auto& node : device.nodes.render)
    out.nodes.push_back(check_node(fmt::format("{}/dri/{}", paths.dev, node), user));
  out.has_kfd_node = !device.nodes.kfd.empty();
  if (!out.has_kfd_node) out.why_no_kfd_node = why_no_kfd(device, paths);
  return out;
}

Json to_json(const Preflight& preflight) {
  Json nodes = Json::array();
  for (const auto& node : preflight.nodes)
    nodes.push_back(
        Json{{"path", node.path}, {"access", access_word(node.access)}, {"fix", node.fix}});
  return Json{{"nodes", std::move(nodes)},
              {"kfd_node", preflight.has_kfd_node},
              {"why_no_kfd_node", preflight.why_no_kfd_node}};
}

}  // namespace rmcp::client
