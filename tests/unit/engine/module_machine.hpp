// SPDX-License-Identifier: MIT
// A machine of files whose amdgpu module takes parameters, and a round of work on them.
#pragma once
#include "daemon/engine/module_job.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <sys/stat.h>

#include <sstream>

namespace rmcp::test {

inline Device card(unsigned slot) {
  Device device;
  device.address = {0, static_cast<std::uint8_t>(slot), 0, 0};
  device.pci.vendor = kVendorAmd;
  device.pci.device = 0x73ff;
  device.binding.driver = "amdgpu";
  return device;
}

/// Kernel 6.12 on Debian; initramfs-tools are there.
class ModuleMachine {
 public:
  ModuleMachine() {
    paths.sys = folder / "sys";
    paths.proc = folder / "proc";
    paths.state = folder / "state";
    paths.runtime = folder / "run";
    paths.modprobe = {folder / "etc/modprobe.d", folder / "lib/modprobe.d"};
    paths.os_release = {folder / "os-release"};
    paths.programs = {folder / "bin"};
    paths.modules = folder / "modules";
    paths.probe_module = folder / "devparam";
    paths.module_keys = {folder / "mok.pub"};
    folder.write("os-release", "ID=debian\n");
    folder.write("bin/update-initramfs", "");
    folder.write("proc/sys/kernel/osrelease", "6.12.95\n");
    folder.write("proc/cmdline", "quiet\n");
    folder.write("sys/module/amdgpu/initstate", "live\n");
    load("noretry", "-1", 0644);
    load("runpm", "-1", 0444);
    load("ppfeaturemask", "0xfff7bfff", 0444);
    load("no_system_mem_limit", "N", 0644);
    load("queue_preemption_timeout_ms", "9000", 0644);
    policy = std::make_shared<Policy>();
    job = {.paths = paths,
           .boot_id = "boot",
           .cards = {{id_as_seen(card(3)), card(3), true}},
           .policy = policy,
           .machine = {},
           .notes = std::make_shared<state::Notes>(paths),
           .write = true};
  }

  void load(const std::string& name, const std::string& value, unsigned mode) const {
    const auto path = "sys/module/amdgpu/parameters/" + name;
    ::chmod((folder / path).c_str(), 0644);
    folder.write(path, value + "\n");
    ::chmod((folder / path).c_str(), mode);
  }

  std::string loaded(const std::string& name) const {
    return slurp("sys/module/amdgpu/parameters/" + name);
  }

  std::string slurp(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(folder / name).rdbuf();
    auto text = out.str();
    while (text.ends_with('\n')) text.pop_back();
    return text;
  }

  bool there(const std::string& name) const { return std::filesystem::exists(folder / name); }

  /// The line after the header.
  std::string options() const {
    const auto text = slurp("etc/modprobe.d/rmcp.conf");
    return text.substr(text.rfind('\n') + 1);
  }

  StepState state_of(const engine::ModuleResult& result, const std::string& name) const {
    for (const auto& s : result.state.parameters) {
      if (s.desired.parameter->name() == name) return s.state;
    }
    return StepState::failed;
  }

  TemporaryFolder folder;
  sys::Paths paths;
  std::shared_ptr<Policy> policy;
  engine::ModuleJob job;
};

}  // namespace rmcp::test
