// SPDX-License-Identifier: MIT
// Reads sysfs, and the places that tell why a module is not loaded.
#include "daemon/backend/probe_module.hpp"

#include "lib/sys/file.hpp"

#include <algorithm>

namespace rmcp::backend {
namespace {

std::string module_folder(const sys::Paths& paths) {
  return paths.sys + "/module/" + std::string(kProbeModule);
}

std::string policy_file(const sys::Paths& paths) {
  return module_folder(paths) + "/parameters/policy";
}

/// modules.dep lists the modules that modprobe can load, `PATH/NAME.ko[.xz]: NEEDED...`.
bool is_installed(const sys::Paths& paths, const std::string& release) {
  constexpr std::size_t kLargest = 16 << 20;
  const auto list = sys::read_file(paths.modules + "/" + release + "/modules.dep", kLargest);
  return list && list->find("/" + std::string(kProbeModule) + ".ko") != list->npos;
}

/// Also with Secure Boot, which brings `integrity` in the kernels of distributions
/// (security/lockdown/lockdown.c:lockdown_read).
bool is_locked_down(const sys::Paths& paths) {
  const auto level = sys::read_attribute(paths.sys + "/kernel/security/lockdown").value_or("");
  const auto forced =
      sys::read_attribute(paths.sys + "/module/module/parameters/sig_enforce").value_or("");
  return (!level.empty() && level.find("[none]") == level.npos) || forced == "Y";
}

/// shim hands the list of the owner's keys on, with each certificate as it is
/// (drivers/firmware/efi/mokvar-table.c).
bool is_key_enrolled(const sys::Paths& paths) {
  const auto enrolled = sys::read_file(paths.sys + "/firmware/efi/mok-variables/MokListRT");
  return enrolled && std::ranges::any_of(paths.module_keys, [&](const std::string& file) {
           const auto key = sys::read_file(file);
           return key && !key->empty() && enrolled->find(*key) != enrolled->npos;
         });
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// A list that is not understood is of another version of the module: as good as none.
void read_lists(const sys::Paths& paths, ModuleFound& found) {
  const auto folder = module_folder(paths) + "/devices";
  for (const auto& address : sys::list_directory(folder)) {
    const auto text = sys::read_attribute(folder + "/" + address);
    const auto probed = text ? parse_probed_with(*text) : tl::unexpected(Failure("unreadable"));
    if (probed) found.probed[address].push_back(*probed);
  }
}

}  // namespace

void read_probe_module(const sys::Paths& paths, ModuleFound& found) {
  auto& probe = found.probe;
  probe.loaded = sys::exists(policy_file(paths));
  if (probe.loaded) {
    probe.policy = sys::read_attribute(policy_file(paths)).value_or("");
    read_lists(paths, found);
    return;
  }
  probe.there = is_installed(paths, found.release);
  if (!probe.there)
    probe.failure = first_line(
        sys::read_file(paths.probe_module + "/" + found.release + ".failed").value_or(""));
  probe.locked_down = is_locked_down(paths);
  probe.key_enrolled = probe.locked_down && is_key_enrolled(paths);
}

sys::Status write_probe_policy(const sys::Paths& paths, const std::string& policy) {
  // A write of nothing never reaches the module (fs/kernfs/file.c).
  return sys::write_attribute(policy_file(paths), policy + "\n");
}

}  // namespace rmcp::backend
