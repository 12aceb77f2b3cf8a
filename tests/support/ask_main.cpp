// SPDX-License-Identifier: MIT
// How long a question to rmcpd takes compared with one to the bus itself, asked in turns: what both
// have in common (the bus, this machine's load) is in both.
#include <systemd/sd-bus.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::uint64_t kPatienceUsec = 60'000'000;

void check(const char* what, int result) {
  if (result >= 0) return;
  std::fprintf(stderr, "rmcp-ask: %s: %s\n", what, std::strerror(-result));
  std::exit(1);
}

/// Milliseconds until the answer; an answer that is an error is one too, and said.
double ask(sd_bus* bus, const char* service, const char* path, const char* interface,
           const char* member, int& errors) {
  sd_bus_message* call = nullptr;
  check("call", sd_bus_message_new_method_call(bus, &call, service, path, interface, member));
  const auto began = Clock::now();
  if (sd_bus_call(bus, call, kPatienceUsec, nullptr, nullptr) < 0) ++errors;
  const std::chrono::duration<double, std::milli> took = Clock::now() - began;
  sd_bus_message_unref(call);
  return took.count();
}

struct Figures {
  double median, p99;
};

Figures figures(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc == 2 ? std::atoi(argv[1]) : 0;
  if (count <= 0) {
    std::fputs("usage: rmcp-ask COUNT\n", stderr);
    return 2;
  }
  sd_bus* bus = nullptr;
  check("system bus", sd_bus_open_system(&bus));
  std::vector<double> own, ours;
  int errors = 0;
  for (int i = 0; i < count; ++i) {
    own.push_back(ask(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                      "GetId", errors));
    ours.push_back(ask(bus, "io.github.rmcpd", "/io/github/rmcpd1/manager",
                       "io.github.rmcpd1.Manager", "List", errors));
    ::usleep(5000);
  }
  sd_bus_flush_close_unref(bus);
  const auto a = figures(own), b = figures(ours);
  std::printf("GetId %.2f %.2f List %.2f %.2f ms, ratio %.1f %.1f, errors %d\n", a.median, a.p99,
              b.median, b.p99, b.median / a.median, b.p99 / a.p99, errors);
  return errors == 0 ? 0 : 1;
}
