// SPDX-License-Identifier: MIT
// rmcp-bench: figures of rmcpd and rmcpctl beside their peers, taken in turn in one run. Asserts
// nothing.
#include "daemons.hpp"
#include "latency.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace {

using namespace rmcp::bench;
namespace fs = std::filesystem;

constexpr int kStarts = 20;
constexpr int kCalls = 50;
constexpr int kEvents = 200;
constexpr unsigned kIdleSeconds = 10;
constexpr double kP99 = 0.99;

struct Subject {
  std::string address;  // of the device
  std::string daemon = RMCP_DAEMON;
  std::string client = RMCP_CLIENT;
};

struct Client {
  std::string title;
  Command command;
};

std::string make_directory() {
  std::string pattern = (fs::temp_directory_path() / "rmcp-bench.XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), pattern);
  return pattern;
}

/// "3.1 (x 0.8)": against rmcp's own figure in the first row.
std::string beside(double value, double ours) {
  if (value == 0) return "-";
  return ours == 0 ? fmt::format("{:.2f}", value)
                   : fmt::format("{:.2f} (x {:.2f})", value, ours / value);
}

void print_starts(const std::vector<Daemon>& daemons, const std::vector<StartFigures>& figures) {
  fmt::print("Starts, medians of {} in turn; in brackets rmcpd's share of that\n", kStarts);
  fmt::print("{:<20}{:>20}{:>12}{:>20}{:>20}\n", "", "name owned, ms", "ready, ms", "resident, MB",
             "anonymous, MB");
  for (std::size_t i = 0; i < daemons.size(); ++i) {
    const auto& now = figures[i];
    const StartFigures none;
    const auto& ours = i == 0 ? none : figures[0];
    fmt::print("{:<20}{:>20}{:>12}{:>20}{:>20}\n", daemons[i].title,
               beside(median(now.name_owned), median(ours.name_owned)),
               beside(median(now.ready), 0), beside(median(now.resident), median(ours.resident)),
               beside(median(now.anonymous), median(ours.anonymous)));
  }
}

/// Clients are ordinary programs: without the preload that shows daemons the machine.
Command client(std::vector<std::string> arguments, const OpenBus& bus) {
  return {std::move(arguments),
          {{"LD_PRELOAD", ""}, {"UMOCKDEV_DIR", ""}, {"DBUS_SYSTEM_BUS_ADDRESS", bus.address()}}};
}

std::vector<Client> clients(const Subject& subject, const OpenBus& bus) {
  std::string path = "/io/github/rmcpd1/device/" + subject.address;
  for (char& c : path) c = c == ':' || c == '.' ? '_' : c;
  return {{"rmcpctl list", client({subject.client, "list"}, bus)},
          {"dbus-send GetAll",
           client({"dbus-send", "--system", "--print-reply", "--dest=io.github.rmcpd", path,
                   "org.freedesktop.DBus.Properties.GetAll", "string:io.github.rmcpd1.Device"},
                  bus)},
          {"boltctl list", client({"boltctl", "list"}, bus)},
          {"switcherooctl list", client({"switcherooctl", "list"}, bus)}};
}

void measure_clients(const std::vector<Client>& clients) {
  std::vector<Samples> samples(clients.size());
  for (int call = 0; call < kCalls; ++call) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      try {
        const auto run = time_command(clients[i].command);
        if (run.succeeded) samples[i].push_back(run.milliseconds);
      } catch (const std::system_error&) {
        continue;  // not installed
      }
    }
  }
  fmt::print("\nClients, medians of {} in turn; in brackets rmcpctl's share of that\n", kCalls);
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const auto all = samples[i].size() == kCalls;
    fmt::print("{:<20}{:>20}\n", clients[i].title,
               all ? beside(median(samples[i]), i == 0 ? 0 : median(samples[0])) + " ms"
                   : fmt::format("{} of {} failed", kCalls - samples[i].size(), kCalls));
  }
}

void measure_idle(const std::vector<Daemon>& daemons, const std::vector<pid_t>& pids) {
  std::vector<WakeUps> before;
  for (const pid_t pid : pids) before.push_back(wake_ups_of(pid));
  ::sleep(kIdleSeconds);
  fmt::print("\nWake-ups in {} idle seconds\n", kIdleSeconds);
  for (std::size_t i = 0; i < pids.size(); ++i)
    fmt::print("{:<20}{:>20}\n", daemons[i].title, wake_ups_since(pids[i], before[i]));
}

void measure(const Subject& subject, const std::string& directory) {
  OpenBus bus(directory);
  const auto daemons = find_daemons(subject.daemon, directory);
  if (daemons.size() < 3)
    fmt::print("Not installed: switcheroo-control or bolt; they are left out.\n");
  print_starts(daemons, measure_starts(bus, daemons, directory, kStarts));

  std::vector<std::unique_ptr<RunningDaemon>> running;
  std::vector<pid_t> pids;
  for (const auto& daemon : daemons) {
    running.push_back(std::make_unique<RunningDaemon>(bus, daemon, directory));
    pids.push_back(running.back()->pid());
  }
  measure_clients(clients(subject, bus));
  ::sleep(1);
  measure_idle(daemons, pids);
  const auto events = measure_event_to_applied(bus, subject.address, kEvents);
  fmt::print("\nEvent to applied, {} times: median {:.2f} ms, p99 {:.2f} ms\n", kEvents,
             median(events), quantile(events, kP99));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4) {
    fmt::print(stderr,
               "Usage: rmcp-machine --machine FILE --policy tests/bench --no-daemon -- rmcp-bench "
               "ADDRESS [RMCPD RMCPCTL]\n"
               "ADDRESS is a GPU whose power_dpm_force_performance_level the policy sets. Without "
               "the other two,\n"
               "the programs of this build are measured.\n");
    return 2;
  }
  Subject subject{argv[1]};
  if (argc == 4) subject = {argv[1], argv[2], argv[3]};
  std::string directory;
  int code = 0;
  try {
    directory = make_directory();
    measure(subject, directory);
  } catch (const std::exception& error) {
    fmt::print(stderr, "rmcp-bench: {}\n", error.what());
    code = 1;
  }
  std::error_code ignored;
  if (!directory.empty()) fs::remove_all(directory, ignored);
  return code;
}
