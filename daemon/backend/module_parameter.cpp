// SPDX-License-Identifier: MIT
// Thin readers around the parsers of lib/module.
#include "daemon/backend/module_parameter.hpp"

#include "daemon/backend/probe_module.hpp"
#include "lib/module/kernel_command_line.hpp"
#include "lib/sys/file.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>

namespace rmcp::backend {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kModule = "amdgpu";

std::string parameters_folder(const sys::Paths& paths) {
  return paths.sys + "/module/amdgpu/parameters";
}

/// root can open every file for writing, so check the mode.
bool takes_writes(const std::string& path) {
  std::error_code ignored;
  const auto permissions = fs::status(path, ignored).permissions();
  return (permissions & (fs::perms::owner_write | fs::perms::group_write)) != fs::perms::none;
}

void read_loaded(const sys::Paths& paths, ModuleFound& found) {
  const auto module = paths.sys + "/module/amdgpu";
  found.loaded = sys::exists(module);
  // Only a module that can be unloaded has a state (kernel/module/sysfs.c, kernel/params.c).
  found.built_in = found.loaded && !sys::exists(module + "/initstate");
  const auto folder = parameters_folder(paths);
  for (const auto& name : sys::list_directory(folder)) {
    const auto path = folder + "/" + name;
    found.writable[name] = takes_writes(path);
    // Some are readable by root only: they exist nevertheless.
    found.values[name] = sys::read_attribute(path).value_or("");
  }
}

void read_modprobe(const sys::Paths& paths, ModuleFound& found) {
  std::vector<std::pair<std::string, std::vector<std::string>>> folders;
  for (const auto& folder : paths.modprobe)
    folders.emplace_back(folder, sys::list_directory(folder));
  for (const auto& file : modprobe_order(folders)) {
    const auto text = sys::read_file(file).value_or("");
    for (auto& option : parse_modprobe_options(text, kModule, file))
      found.options.push_back(std::move(option));
  }
  found.own_file = options_file(paths);
  found.own_text = sys::read_file(found.own_file).value_or("");
}

Distribution read_distribution(const sys::Paths& paths) {
  Distribution out;
  for (const auto& file : paths.os_release) {
    if (const auto text = sys::read_file(file)) {
      out.id = os_release_id(*text);
      break;
    }
  }
  for (const auto& tool : initramfs_tools()) {
    for (const auto& folder : paths.programs) {
      if (!sys::exists(folder + "/" + tool)) continue;
      out.tools.push_back(tool);
      break;
    }
  }
  return out;
}

Failure explain(const std::string& file, std::string_view what, sys::Status status) {
  if (status.done()) return {};
  return fmt::format("{}: {}: {}", file, what, sys::describe_errno(status.error()));
}

}  // namespace

ModuleFound read_module(const sys::Paths& paths) {
  ModuleFound found;
  found.release = sys::read_attribute(paths.proc + "/sys/kernel/osrelease").value_or("");
  found.kernel = parse_kernel_version(found.release);
  const auto tainted = sys::read_attribute(paths.proc + "/sys/kernel/tainted").value_or("");
  found.tainted = static_cast<std::uint64_t>(whole_number(tainted).value_or(0));
  read_loaded(paths, found);
  read_modprobe(paths, found);
  const auto cmdline = sys::read_attribute(paths.proc + "/cmdline").value_or("");
  found.command_line = module_arguments(cmdline, kModule);
  const auto stamp = sys::read_file(paths.state + "/initramfs/" + found.release);
  if (stamp) found.initramfs = parse_initramfs_stamp(*stamp);
  found.distribution = read_distribution(paths);
  read_probe_module(paths, found);
  return found;
}

sys::Status write_parameter(const sys::Paths& paths, std::string_view name, std::string_view text) {
  return sys::write_attribute(fmt::format("{}/{}", parameters_folder(paths), name), text);
}

sys::Result<std::string> read_parameter(const sys::Paths& paths, std::string_view name) {
  return sys::read_attribute(fmt::format("{}/{}", parameters_folder(paths), name));
}

std::string options_file(const sys::Paths& paths) { return paths.modprobe.front() + "/rmcp.conf"; }

Failure store_options(const sys::Paths& paths, const std::string& text) {
  const auto file = options_file(paths);
  sys::remove_unfinished(paths.modprobe.front());  // left over from a daemon killed during a write
  const auto now = sys::read_file(file);
  if (!now && now.error() != ENOENT)
    return explain(file, "cannot be read", sys::Status(now.error()));
  if (now && !is_own_modprobe_file(*now))
    return text.empty() ? Failure() : file + ": was not written by rmcpd: move it away";
  if (text.empty())
    return explain(file, "cannot be removed", now ? sys::remove_file(file) : sys::kDone);
  if (now && *now == text) return {};
  if (auto wrong = explain(paths.modprobe.front(), "cannot be created",
                           sys::make_directories(paths.modprobe.front())))
    return wrong;
  return explain(file, "cannot be written", sys::replace_file(file, text));
}

}  // namespace rmcp::backend
