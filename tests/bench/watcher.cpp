// SPDX-License-Identifier: MIT
// sd-bus and a datagram socket.
#include "watcher.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace rmcp::bench {
namespace {

constexpr std::string_view kOpen = R"(<busconfig>
  <type>system</type>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*"/>
  </policy>
)";

sd_bus* connect(const std::string& address) {
  sd_bus* bus = nullptr;
  sd_bus_new(&bus);
  sd_bus_set_address(bus, address.c_str());
  sd_bus_set_bus_client(bus, 1);
  const char* name = nullptr;
  if (sd_bus_start(bus) >= 0 && sd_bus_get_unique_name(bus, &name) >= 0) return bus;
  sd_bus_unref(bus);
  return nullptr;
}

}  // namespace

OpenBus::OpenBus(const std::string& directory) : address_("unix:path=" + directory + "/bus") {
  const auto configuration = directory + "/bus.conf";
  std::ofstream(configuration) << kOpen << "  <listen>" << address_ << "</listen>\n</busconfig>\n";
  // Preload and mock folder are for the daemons that are measured, not for the bus.
  daemon_ = std::make_unique<Program>(
      Command{{"dbus-daemon", "--config-file=" + configuration, "--nofork", "--nopidfile"},
              {{"LD_PRELOAD", ""}}});
  for (int tries = 0; tries < 200 && bus_ == nullptr; ++tries) {
    ::usleep(10'000);
    bus_ = connect(address_);
  }
  if (bus_ == nullptr) throw std::runtime_error("dbus-daemon: " + address_ + ": no connection");
}

OpenBus::~OpenBus() { sd_bus_flush_close_unref(bus_); }

void OpenBus::match(const std::string& rule, sd_bus_message_handler_t handler, void* data) {
  const int result = sd_bus_add_match(bus_, nullptr, rule.c_str(), handler, data);
  if (result < 0) throw std::system_error(-result, std::generic_category(), rule);
}

void OpenBus::turn(int milliseconds, int other_fd) {
  while (sd_bus_process(bus_, nullptr) > 0) milliseconds = 0;
  pollfd fds[] = {{sd_bus_get_fd(bus_), POLLIN, 0}, {other_fd, POLLIN, 0}};
  ::poll(fds, 2, milliseconds);
  while (sd_bus_process(bus_, nullptr) > 0) continue;
}

NotifySocket::NotifySocket(const std::string& path)
    : path_(path), fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error(path + ": too long");
  path.copy(address.sun_path, path.size());
  if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::system_error(errno, std::generic_category(), path);
}

NotifySocket::~NotifySocket() {
  ::close(fd_);
  ::unlink(path_.c_str());
}

bool NotifySocket::take_ready() {
  bool ready = false;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::recv(fd_, buffer, sizeof buffer, 0)) > 0;) {
    const std::string_view text(buffer, static_cast<std::size_t>(got));
    ready = ready || text.find("READY=1") != std::string_view::npos;
  }
  return ready;
}

}  // namespace rmcp::bench
