// SPDX-License-Identifier: MIT
// Keeps generated files (units, CDI, sessions) in step with devices and settings. Lives in the
// loop: a few small files in memory, written only when they change. Workers have read everything
// else (a set's libraries, a service's runtime).
#pragma once
#include "daemon/publish/cdi.hpp"
#include "daemon/publish/program_keeper.hpp"
#include "daemon/publish/runtime_keeper.hpp"
#include "lib/policy/sessions.hpp"
#include "lib/records/device_view.hpp"
#include "lib/sys/loop.hpp"
#include "lib/sys/loop_files.hpp"
#include "lib/sys/paths.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::publish {

class Publisher {
 public:
  struct Options {
    sys::Paths paths;
    bool cdi = true;
    std::string hsa_tool;  // librmcp-hsa.so; need not exist
    std::chrono::milliseconds patience = sys::kPatience;
  };
  struct Hooks {
    std::function<std::vector<const DeviceView*>()> views;
    /// The files in the runtimes of these services have changed.
    std::function<void(const std::vector<std::string>& units)> refilled;
    /// All pending lookups have finished.
    std::function<void()> settled;
    /// problems() has changed.
    std::function<void()> problems;
    /// Other results than before, after their files: of services and sessions, and of container
    /// devices that are left out.
    std::function<void(const std::vector<ProgramExport>&)> exports;
    /// Asks systemd.
    ProgramKeeper::Find find_program;
  };

  Publisher(sys::Loop& loop, Options options, Hooks hooks);

  /// The services that policy names now. Their runtimes and programs are read anew.
  void set_units(std::vector<ServiceUnit> units);
  void set_sessions(std::optional<Sessions> sessions);
  /// The devices that were present at start are known: files for services are written from now on.
  /// Until then, those of an earlier daemon stay.
  void begin();
  /// True if no lookup for files of services is pending.
  [[nodiscard]] bool settled() const {
    return runtimes_.settled() && programs_.settled() && hsa_tool_known_;
  }
  /// Failed lookups, and services whose override could not be decided; a line each.
  [[nodiscard]] std::vector<std::string> problems() const;

  /// A possible change. Files for services are written at once, so that they exist when a device is
  /// announced. For containers, several calls shortly after each other count as one.
  void refresh();

 private:
  void set_hsa_tool(bool there);
  void runtime_changed(const std::string& folder, bool refilled);
  void program_changed();
  void publish_units();
  void publish_cdi(const std::vector<const DeviceView*>& views);
  void write_containers(const Cdi& cdi, std::string text);
  void show_exports();
  void tell(const std::vector<std::string>& left_out, std::vector<std::string>& before) const;

  Options options_;
  sys::LoopFiles files_;
  Hooks hooks_;
  sys::Timer timer_;
  std::string cdi_;  // the contents of the file
  std::chrono::microseconds cdi_took_{0};
  std::vector<std::string> left_out_;
  std::vector<ProgramExport> container_exports_, unit_exports_, shown_exports_;
  std::vector<ServiceUnit> units_;
  std::optional<Sessions> sessions_;
  RuntimeKeeper runtimes_;
  ProgramKeeper programs_;
  sys::Rounds<bool> hsa_tool_;
  bool hsa_tool_known_ = false, hsa_tool_there_ = false;
  std::vector<std::string> units_left_out_;
  std::vector<std::string> undecided_;
  bool begun_ = false;
};

}  // namespace rmcp::publish
