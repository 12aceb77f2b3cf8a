// SPDX-License-Identifier: MIT
// The cards that have been seen on this machine, for as long as nobody removes the file.
#pragma once
#include "lib/gpu/known_device.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::state {

enum class Durable;  // json_file.hpp

/// known-devices.json below the state directory. It is written when something worth telling has
/// changed, and once for all cards that change together. Lives in the loop, which waits for no
/// disk: files are read and written by the disk's thread, and memory holds what is not written yet.
class KnownDevices {
 public:
  /// Of a damaged file what is valid counts; it is kept beside, with `.damaged` at its end.
  explicit KnownDevices(const std::string& state_directory);

  /// What is in the file, for a look from outside the daemon. Blocks.
  static std::vector<KnownDevice> read(const std::string& state_directory);

  /// Where a damaged one is kept, until somebody removes it.
  static std::string damaged_file(const std::string& state_directory);

  /// The file has been read; takes what was in it. False: it does not answer, so nobody knows which
  /// cards are missing.
  bool loaded();

  /// A device is here, and was handled with this outcome.
  void saw(const Device& device, std::string_view state, std::uint64_t now_usec);
  /// The device at this address is gone.
  void left(const PciAddress& address, std::uint64_t now_usec);
  /// Has what is new written. Does nothing when nothing is.
  void save_changes();
  /// The daemon ends: what is here was last seen now. Waits a little until it is written.
  void stop(std::uint64_t now_usec);
  /// The errno of the last write that has ended; 0: it went well.
  int error() const;

  const std::vector<KnownDevice>& all() const { return known_; }
  /// The cards themselves, present or not.
  std::vector<Device> devices() const;

 private:
  struct Loading;

  void changed(Durable durable);
  void forget_one_if_full();
  std::vector<KnownDevice>::iterator find(const Device& device);

  std::string path_, writing_;
  std::shared_ptr<Loading> loading_;  // null: its result has been taken
  std::vector<KnownDevice> known_;
  std::optional<Durable> unsaved_;          // there is something to write
  std::map<PciAddress, std::size_t> seen_;  // places in known_: a hint, most calls are about these
};

}  // namespace rmcp::state
