// SPDX-License-Identifier: MIT
// The files that the loop may read and write: those that answer from memory. All others (a library
// prefix, a runtime, /etc, /var) may be on a disk or a server that does not answer, and belong to a
// worker (rounds.hpp).
//
// In daemon/ these run in the loop: daemon.cpp, switchboard.cpp, bus/, device/monitor.cpp and the
// classes in engine/ and publish/ that say "lives in the loop". device::glance() reads only files
// of the PCI core, and KFD answers for its nodes from memory as well (kfd_topology.c:node_show).
// The test loop_files.are_the_only_ones of the quick suite lists them, and keeps lib/sys/file.hpp,
// <filesystem> and <fstream> out of them.
#pragma once
#include "lib/sys/errno.hpp"
#include "lib/sys/paths.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::sys {

class LoopFiles {
 public:
  explicit LoopFiles(const Paths& paths);

  // Files of the PCI core, which answers from memory. amdgpu's own attributes do not: they may wait
  // for the card, and for a reset that hangs.
  /// "amdgpu"; empty without a driver.
  static std::string pci_driver(const std::string& syspath);
  /// The number of the driver's link, different for each binding; 0 without a driver.
  static std::uint64_t pci_binding(const std::string& syspath);

  /// "unknown" if it cannot be read.
  [[nodiscard]] std::string boot_id() const;

  // Below /run (the runtime directory, CDI's, others' sockets), /proc and /dev. Any other path is a
  // programming error: std::logic_error.
  [[nodiscard]] bool exists(const std::string& path) const;
  Result<std::string> read(const std::string& path) const;
  [[nodiscard]] std::vector<std::string> list(const std::string& path) const;
  [[nodiscard]] std::string link_target(const std::string& path) const;

  // Below the runtime directory and CDI's. Durability does not matter: both are gone after a
  // reboot.
  Status replace(const std::string& path, std::string_view text) const;
  Status replace_link(const std::string& path, const std::string& target) const;
  Status make_directories(const std::string& path) const;
  Status remove(const std::string& path) const;
  Status remove_all(const std::string& path) const;
  void remove_unfinished(const std::string& path) const;

 private:
  [[nodiscard]] const std::string& readable(const std::string& path) const;
  [[nodiscard]] const std::string& writable(const std::string& path) const;

  std::vector<std::string> ours_, others_;
  std::string proc_;
};

}  // namespace rmcp::sys
