// SPDX-License-Identifier: MIT
// The time in which the driver's parameters have the values of one card, because the driver probes
// it (rebind.hpp). One at a time; the rounds of the module keeper write none of them meanwhile. The
// values go back when the probe is over, when it takes too long, when the daemon ends, and after a
// kill by the first round of the next daemon: their originals are in the journal before they are
// written.
#pragma once
#include "lib/sys/paths.hpp"
#include "lib/text/failure.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace rmcp::state {
class ModuleJournal;
}

namespace rmcp::engine {

/// True for parameters that only a window writes: rounds write those that are read at run time.
bool belongs_to_window(std::string_view parameter);

class ParameterWindow {
 public:
  using Values = std::map<std::string, std::string>;
  /// Identifies a window: one that was given up cannot close the next.
  using Ticket = std::uint64_t;

  ParameterWindow(sys::Paths paths, std::string boot_id);

  // On a worker; may block.

  /// From now on the parameters are those of the module, and nobody else writes them.
  /// `device_busy` if another card has a window, or a round is writing.
  Expected<Ticket> open(const std::string& owner);
  /// Sets the values for the owner, all or none, and reads them back.
  Failure set(Ticket ticket, const Values& values);
  /// Puts everything back. Does nothing for a window that was given up.
  Failure close(Ticket ticket);
  /// A round's turn to write. It holds the lock while it does, and writes nothing if there is a
  /// window.
  [[nodiscard]] std::unique_lock<std::timed_mutex> turn() { return std::unique_lock(writing_); }

  // Anywhere.

  /// The card that has a window; empty: none has.
  [[nodiscard]] std::string owner() const;
  /// The probe takes too long: the next round puts the values back, and the card's own close() is
  /// void.
  void give_up(const std::string& owner);
  /// The daemon ends: puts everything back, and no window opens any more.
  void end();

 private:
  struct Open {
    Ticket ticket = 0;
    std::string owner;
  };

  Failure write(state::ModuleJournal& journal, const Values& values) const;
  [[nodiscard]] Failure put_back() const;
  [[nodiscard]] bool is_open(Ticket ticket) const;
  void forget();

  sys::Paths paths_;
  std::string boot_id_;
  std::timed_mutex writing_;  // held by whoever writes parameters
  mutable std::mutex state_;  // of the members below; never held across I/O
  Open open_;
  Ticket last_ = 0;
  bool ended_ = false;
};

}  // namespace rmcp::engine
