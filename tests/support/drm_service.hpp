// SPDX-License-Identifier: MIT
// The DRM nodes of a machine, behind which cards come and go while programs have them open.
#pragma once
#include "machine_file.hpp"
#include "tree.hpp"

#include <umockdev-1.0/umockdev.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace rmcp::testbed {

/// A node that was there once is listened at until the end. umockdev's preload abort()s a program
/// whose connection is not answered, and closing a listener does that to all that wait in its
/// queue; and its handlers run in a thread of umockdev's, which does not ask whether we are there.
class DrmService {
 public:
  /// `root`: of the test bed.
  DrmService(UMockdevTestbed* umockdev, std::string root);
  ~DrmService();
  DrmService(const DrmService&) = delete;
  DrmService& operator=(const DrmService&) = delete;

  /// From now on its nodes answer for the card. `on_use` is called, in another thread, when
  /// somebody talks to one: that wakes a GPU.
  void attach(const Gpu& gpu, const std::function<void()>& on_use);
  /// Ioctls fail with ENODEV, as those of an unplugged card, also after the next one is there; one
  /// that is being answered is answered first.
  void detach(const Gpu& gpu);

 private:
  class Node;
  Node& node(const DrmNode& drm);

  UMockdevTestbed* umockdev_;
  std::string root_;
  std::map<std::string, std::shared_ptr<Node>> nodes_;  // by name: "card0"
};

}  // namespace rmcp::testbed
