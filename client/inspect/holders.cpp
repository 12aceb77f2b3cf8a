// SPDX-License-Identifier: MIT
// Reads /proc/PID/fd for DRM nodes, and KFD's own folder for compute.
#include "client/inspect/holders.hpp"

#include "client/document/json.hpp"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

std::optional<unsigned> pid_of(const std::string& name) {
  unsigned pid = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
  return error == std::errc() && end == name.data() + name.size() ? std::optional(pid)
                                                                  : std::nullopt;
}

std::vector<std::string> entries_of(const std::string& folder, std::error_code& error) {
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    names.push_back(it->path().filename().string());
  return names;
}

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

/// The node that an open file is, or nothing: a container may have /dev at another path, so only
/// the end of the path counts.
std::string node_of(const std::string& link, const std::vector<std::string>& nodes) {
  std::error_code error;
  const auto target = fs::read_symlink(link, error).string();
  for (const auto& node : nodes)
    if (target.ends_with("/dev/dri/" + node)) return node;
  return {};
}

std::vector<std::string> drm_nodes_of(const Device& device) {
  auto nodes = device.nodes.render;
  if (!device.nodes.card.empty()) nodes.insert(nodes.begin(), device.nodes.card);
  return nodes;
}

class HolderSearch {
 public:
  HolderSearch(const Device& device, const HolderPaths& paths) : device_(device), paths_(paths) {}

  Holders run() {
    scan_open_files();
    scan_kfd();
    Holders out{.found = {}, .unseen = unseen_};
    for (auto& [pid, holder] : found_) {
      describe(holder);
      if (!is_rmcpd(holder)) out.found.push_back(std::move(holder));
    }
    return out;
  }

 private:
  void scan_open_files() {
    const auto nodes = drm_nodes_of(device_);
    std::error_code error;
    for (const auto& name : entries_of(paths_.proc, error)) {
      const auto pid = pid_of(name);
      if (!pid || *pid == static_cast<unsigned>(getpid())) continue;
      const auto folder = fmt::format("{}/{}/fd", paths_.proc, name);
      std::error_code why;
      std::set<std::string> open;
      for (const auto& number : entries_of(folder, why)) {
        if (auto node = node_of(folder + "/" + number, nodes); !node.empty())
          open.insert(std::move(node));
      }
      if (why == std::errc::permission_denied) ++unseen_;
      if (!open.empty()) at(*pid).nodes.assign(open.begin(), open.end());
    }
  }

  /// KFD lists for each process its allocations in each GPU's memory.
  void scan_kfd() {
    std::error_code error;
    for (const auto& name : entries_of(paths_.kfd, error)) {
      const auto pid = pid_of(name);
      if (!pid) continue;
      for (const auto& node : device_.nodes.kfd) {
        const auto file = fmt::format("{}/{}/vram_{}", paths_.kfd, name, node.gpu_id);
        const auto bytes = std::strtoull(first_line(file).c_str(), nullptr, 10);
        if (bytes == 0) continue;
        auto& holder = at(*pid);
        if (holder.vram_bytes == 0) holder.nodes.emplace_back("kfd");
        holder.vram_bytes += bytes;
      }
    }
  }

  Holder& at(unsigned pid) {
    auto& holder = found_[pid];
    holder.pid = pid;
    return holder;
  }

  /// rmcpd opens render nodes briefly, to query the card, and closes them when the card goes away.
  /// A process that only has its name belongs to another user.
  static bool is_rmcpd(const Holder& holder) {
    return holder.command == "rmcpd" && (holder.uid == 0 || holder.uid == geteuid());
  }

  void describe(Holder& holder) const {
    const auto folder = fmt::format("{}/{}", paths_.proc, holder.pid);
    holder.command = first_line(folder + "/comm");
    struct stat info {};
    if (::stat(folder.c_str(), &info) == 0) holder.uid = info.st_uid;
  }

  const Device& device_;
  const HolderPaths& paths_;
  std::map<unsigned, Holder> found_;
  std::size_t unseen_ = 0;
};

}  // namespace

Holders find_holders(const Device& device, const HolderPaths& paths) {
  return HolderSearch(device, paths).run();
}

Json to_json(const Holders& holders) {
  Json users = Json::array();
  for (const auto& h : holders.found) {
    users.push_back(Json{{"pid", h.pid},
                         {"uid", h.uid},
                         {"command", h.command},
                         {"nodes", h.nodes},
                         {"vram_bytes", h.vram_bytes}});
  }
  return Json{{"users", std::move(users)}, {"unseen", holders.unseen}};
}

}  // namespace rmcp::client
