// SPDX-License-Identifier: MIT
// The cards that have been seen on this machine, until somebody removes the file.
#pragma once
#include "lib/gpu/known_device.hpp"
#include "lib/sys/errno.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::state {

enum class Durable;  // json_file.hpp

/// known-devices.json below the state directory. It is written when something relevant has changed,
/// and once for all cards that change together. Lives in the loop, which waits for no disk: the
/// disk's thread reads and writes files, and memory holds changes that are not written yet.
class KnownDevices {
 public:
  /// The valid part of a damaged file counts; the file is kept with `.damaged` appended.
  explicit KnownDevices(const std::string& state_directory);

  /// The contents of the file, for readers outside the daemon. Blocks.
  static std::vector<KnownDevice> read(const std::string& state_directory);

  /// The path of a kept damaged file, until somebody removes it.
  static std::string damaged_file(const std::string& state_directory);

  /// The file has been read, and its contents are in use. False: it does not answer, so the missing
  /// cards are unknown.
  bool loaded();

  /// A device is present, and was handled with this outcome.
  void saw(const Device& device, std::string_view state, std::uint64_t now_usec);
  /// The device at this address is gone.
  void left(const PciAddress& address, std::uint64_t now_usec);
  /// Requests a write of changes. Does nothing if there are none.
  void save_changes();
  /// The daemon ends: present devices were last seen now. Waits briefly for the write.
  void stop(std::uint64_t now_usec);
  /// The result of the last finished write.
  sys::Status saved() const;

  [[nodiscard]] const std::vector<KnownDevice>& all() const { return known_; }
  /// The cards themselves, present or not.
  [[nodiscard]] std::vector<Device> devices() const;

 private:
  struct Loading;

  void changed(Durable durable);
  void forget_one_if_full();
  std::vector<KnownDevice>::iterator find(const Device& device);

  std::string path_, writing_;
  std::shared_ptr<Loading> loading_;  // null: its result is in use
  std::vector<KnownDevice> known_;
  std::optional<Durable> unsaved_;          // changes that are to be written
  std::map<PciAddress, std::size_t> seen_;  // indices in known_: a hint, most calls are about these
};

}  // namespace rmcp::state
