// SPDX-License-Identifier: MIT
// Keeps what is written for programs that nobody starts by hand as devices and settings are.
// Lives in the loop: a few small files in memory, written only when they would say something else.
#pragma once
#include "core/view.hpp"
#include "sys/loop.hpp"
#include "sys/paths.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rmcp::exported {

class Publisher {
 public:
  struct Options {
    sys::Paths paths;
    bool cdi = true;
  };
  using Views = std::function<std::vector<const DeviceView*>()>;

  Publisher(sys::Loop& loop, Options options, Views views);

  /// Something may have changed. Several calls shortly after each other are one.
  void look();

 private:
  void publish();
  void publish_cdi(const std::vector<const DeviceView*>& views);

  Options options_;
  Views views_;
  sys::Timer timer_;
  std::string cdi_;  // what the file says
  std::vector<std::string> left_out_;
};

}  // namespace rmcp::exported
