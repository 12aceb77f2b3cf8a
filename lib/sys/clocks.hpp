// SPDX-License-Identifier: MIT
// The clocks that steady_clock is not: one that goes on in sleep, and the wall clock.
#pragma once
#include <chrono>
#include <cstdint>
#include <ctime>

namespace rmcp::sys {

/// CLOCK_BOOTTIME, which counts while the machine sleeps.
struct BootClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<BootClock>;
  static constexpr bool is_steady = true;

  static time_point now() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return time_point(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
  }
};

/// Microseconds since 1970, as in files and for people.
inline std::uint64_t realtime_usec() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

}  // namespace rmcp::sys
