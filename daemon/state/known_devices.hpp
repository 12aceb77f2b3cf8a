// SPDX-License-Identifier: MIT
// The cards that have been seen on this machine, for as long as nobody removes the file.
#pragma once
#include "core/known_device.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::state {

enum class Durable;  // json_file.hpp

/// known-devices.json below the state directory. It is written when something worth telling has
/// changed, not at each event.
class KnownDevices {
 public:
  /// A damaged file is as good as none; it is kept beside the new one, with `.damaged` at its end.
  explicit KnownDevices(const std::string& state_directory);

  /// What is in the file, for a look from outside the daemon; nothing of a damaged one.
  static std::vector<KnownDevice> read(const std::string& state_directory);

  // Each returns 0 or the errno of the write; memory holds what could not be written.

  /// A device is here, and was handled with this outcome.
  int saw(const Device& device, std::string_view state, std::uint64_t now_usec);
  /// The device at this address is gone.
  int left(const PciAddress& address, std::uint64_t now_usec);
  /// The daemon ends: what is here was last seen now.
  int stop(std::uint64_t now_usec);

  const std::vector<KnownDevice>& all() const { return known_; }
  /// The cards themselves, present or not.
  std::vector<Device> devices() const;

 private:
  int save(Durable durable);

  std::string path_;
  std::vector<KnownDevice> known_;
};

}  // namespace rmcp::state
