// SPDX-License-Identifier: MIT
// Some of each kind of parameter; ppfeaturemask is left to machines whose cards show overdrive.
#include "module_parameters.hpp"

#include "entries.hpp"
#include "tree_writer.hpp"

#include <filesystem>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

struct Parameter {
  const char* name;
  const char* value;
  unsigned mode = 0444;
};

constexpr Parameter kParameters[] = {
    {"aspm", "-1"},
    {"debug_evictions", "N", 0644},
    {"dpm", "-1"},
    {"gartsize", "4294967295", 0600},
    {"gpu_recovery", "-1"},
    {"lockup_timeout", ""},
    {"mcbp", "0"},
    {"no_system_mem_limit", "N", 0644},
    {"noretry", "-1", 0644},
    {"queue_preemption_timeout_ms", "9000", 0644},
    {"reset_method", "-1"},
    {"runpm", "-1"},
    {"virtual_display", "(null)"},
    {"vm_fragment_size", "-1"},
};

}  // namespace

void load_module(const std::string& root) {
  const std::string module = "sys/module/amdgpu";
  if (fs::exists(root + "/" + module + "/initstate")) return;
  write_entries(root,
                {directory(module + "/parameters"), attribute(module + "/initstate", "live")});
  for (const auto& [name, value, mode] : kParameters) {
    const auto path = module + "/parameters/" + name;
    if (fs::exists(root + "/" + path)) continue;  // the card says what it has to be
    write_entries(root, {attribute(path, value)});
    fs::permissions(root + "/" + path, fs::perms(mode));
  }
}

}  // namespace rmcp::testbed
