// SPDX-License-Identifier: MIT
// Keeps what is written for programs that nobody starts by hand as devices and settings are.
// Lives in the loop: a few small files in memory, written only when they would say something else.
#pragma once
#include "core/sessions.hpp"
#include "core/view.hpp"
#include "export/unit_runtime.hpp"
#include "sys/loop.hpp"
#include "sys/paths.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::exported {

class Publisher {
 public:
  struct Options {
    sys::Paths paths;
    bool cdi = true;
    std::string hsa_tool;  // librmcp-hsa.so; need not be there
  };
  using Views = std::function<std::vector<const DeviceView*>()>;

  Publisher(sys::Loop& loop, Options options, Views views);

  /// The services that policy names now. What their runtimes hold is looked up anew: returns the
  /// services that were known before and whose runtime holds other files than it did.
  std::vector<std::string> set_units(std::vector<ServiceUnit> units);
  void set_sessions(std::optional<Sessions> sessions);
  /// The devices that were there at start are known: files for services are written from now on.
  /// Until then, those of an earlier daemon stay.
  void begin();

  /// Something may have changed. Files for services are written at once: who waits for a device
  /// finds them when it is announced. Of containers, several calls shortly after each other are
  /// one.
  void look();

 private:
  void publish_units();
  void publish_cdi(const std::vector<const DeviceView*>& views);
  void tell(const std::vector<std::string>& left_out, std::vector<std::string>& before) const;

  Options options_;
  Views views_;
  sys::Timer timer_;
  std::string cdi_;  // what the file says
  std::vector<std::string> left_out_;
  std::vector<ServiceUnit> units_;
  std::optional<Sessions> sessions_;
  std::map<std::string, std::vector<RuntimeFile>> runtimes_;
  std::vector<std::string> units_left_out_;
  bool begun_ = false;
};

}  // namespace rmcp::exported
