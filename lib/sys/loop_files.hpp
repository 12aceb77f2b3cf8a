// SPDX-License-Identifier: MIT
// The files that the loop may touch: those that answer from memory. Everything else (a library
// prefix, a runtime, /etc, /var) may lie on a disk or a server that does not answer, and is a
// worker's (rounds.hpp).
//
// Loop-side are, of daemon/, daemon.cpp, switchboard.cpp, bus/, device/monitor.cpp and what says
// "lives in the loop" in engine/ and publish/. device::glance() reads nothing but the PCI core's
// files either, and what KFD tells of its nodes is answered from memory as well
// (kfd_topology.c:node_show). The test loop_files.are_the_only_ones of the quick suite lists them,
// and keeps lib/sys/file.hpp, <filesystem> and <fstream> out of them.
#pragma once
#include "lib/sys/errno.hpp"
#include "lib/sys/paths.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::sys {

class LoopFiles {
 public:
  explicit LoopFiles(const Paths& paths);

  // Of the PCI core, which answers from memory. amdgpu's own attributes do not: they may wait for
  // the card, and for a reset that hangs.
  /// "amdgpu"; empty without a driver.
  static std::string pci_driver(const std::string& syspath);
  /// Number of the driver's link, another one for each binding; 0 without a driver.
  static std::uint64_t pci_binding(const std::string& syspath);

  /// "unknown" when it cannot be read.
  std::string boot_id() const;

  // Below /run (the runtime directory, CDI's, others' sockets), /proc and /dev. Any other path is a
  // mistake in the program: std::logic_error.
  bool exists(const std::string& path) const;
  tl::expected<std::string, Errno> read(const std::string& path) const;
  std::vector<std::string> list(const std::string& path) const;
  std::string link_target(const std::string& path) const;

  // Below the runtime directory and CDI's. Nothing waits for a disk: both are gone after a reboot.
  Errno replace(const std::string& path, std::string_view text) const;
  Errno replace_link(const std::string& path, const std::string& target) const;
  Errno make_directories(const std::string& path) const;
  Errno remove(const std::string& path) const;
  Errno remove_all(const std::string& path) const;
  void remove_unfinished(const std::string& path) const;

 private:
  const std::string& readable(const std::string& path) const;
  const std::string& writable(const std::string& path) const;

  std::vector<std::string> ours_, others_;
  std::string proc_;
};

}  // namespace rmcp::sys
