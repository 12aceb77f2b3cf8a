// SPDX-License-Identifier: MIT
// Keeps what is written for programs that nobody starts by hand as devices and settings are.
// Lives in the loop: a few small files in memory, written only when they would say something else.
// What lies elsewhere (a set's libraries, a service's runtime) workers have looked at.
#pragma once
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
    std::string hsa_tool;  // librmcp-hsa.so; need not be there
    std::chrono::milliseconds patience = sys::kPatience;
  };
  struct Hooks {
    std::function<std::vector<const DeviceView*>()> views;
    /// The runtimes of these services hold other files than they did.
    std::function<void(const std::vector<std::string>& units)> refilled;
    /// What had to be looked up is known now.
    std::function<void()> settled;
  };

  Publisher(sys::Loop& loop, Options options, Hooks hooks);

  /// The services that policy names now. What their runtimes hold is looked up anew.
  void set_units(std::vector<ServiceUnit> units);
  void set_sessions(std::optional<Sessions> sessions);
  /// The devices that were there at start are known: files for services are written from now on.
  /// Until then, those of an earlier daemon stay.
  void begin();
  /// Nothing that files for services need is still being looked up.
  bool settled() const { return runtimes_.settled() && hsa_tool_known_; }
  /// What could not be looked up, a line each.
  std::vector<std::string> problems() const;

  /// Something may have changed. Files for services are written at once, so that they are there
  /// when a device is announced. Of containers, several calls shortly after each other are one.
  void look();

 private:
  void take_hsa_tool(bool there);
  void runtime_changed(const std::string& folder, bool refilled);
  void publish_units();
  void publish_cdi(const std::vector<const DeviceView*>& views);
  void tell(const std::vector<std::string>& left_out, std::vector<std::string>& before) const;

  Options options_;
  sys::LoopFiles files_;
  Hooks hooks_;
  sys::Timer timer_;
  std::string cdi_;  // what the file says
  std::chrono::microseconds cdi_took_{0};
  std::vector<std::string> left_out_;
  std::vector<ServiceUnit> units_;
  std::optional<Sessions> sessions_;
  RuntimeKeeper runtimes_;
  sys::Rounds<bool> hsa_tool_;
  bool hsa_tool_known_ = false, hsa_tool_there_ = false;
  std::vector<std::string> units_left_out_;
  bool begun_ = false;
};

}  // namespace rmcp::publish
