// SPDX-License-Identifier: MIT
// udev's message format, sent to the sockets that umockdev's preload makes of netlink sockets, or
// to real ones.
#include "uevent.hpp"

#include "lib/sys/fd.hpp"
#include "process.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

constexpr unsigned kPatienceMilliseconds = 5000;

// What libudev expects before the properties; numbers marked so are in network order.
struct MonitorHeader {
  std::array<char, 8> prefix = {'l', 'i', 'b', 'u', 'd', 'e', 'v', '\0'};
  std::uint32_t magic = htonl(0xfeedcafe);
  std::uint32_t header_size = sizeof(MonitorHeader);
  std::uint32_t properties_offset = sizeof(MonitorHeader);
  std::uint32_t properties_length = 0;
  std::uint32_t subsystem_hash = 0;  // network order
  std::uint32_t devtype_hash = 0;    // network order
  std::uint32_t tag_bloom_high = 0;
  std::uint32_t tag_bloom_low = 0;
};

// MurmurHash2 with seed 0: subscribers filter by it.
std::uint32_t murmur(std::string_view text) {
  constexpr std::uint32_t kMultiplier = 0x5bd1e995;
  auto hash = static_cast<std::uint32_t>(text.size());
  for (; text.size() >= 4; text.remove_prefix(4)) {
    std::uint32_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    word *= kMultiplier;
    word ^= word >> 24;
    hash = hash * kMultiplier ^ word * kMultiplier;
  }
  for (std::size_t i = text.size(); i > 0; --i) {
    hash ^= static_cast<std::uint32_t>(static_cast<unsigned char>(text[i - 1])) << (8 * (i - 1));
  }
  if (!text.empty()) hash *= kMultiplier;
  hash ^= hash >> 13;
  hash *= kMultiplier;
  return hash ^ hash >> 15;
}

std::string message(const Uevent& event) {
  static unsigned long sequence = 0;
  std::string properties;
  const auto add = [&properties](std::string_view key, std::string_view value) {
    properties.append(key).append("=").append(value).push_back('\0');
  };
  add("ACTION", event.action);
  add("DEVPATH", event.syspath.substr(std::strlen("/sys")));
  add("SUBSYSTEM", event.subsystem);
  add("SEQNUM", std::to_string(++sequence));
  for (const auto& [key, value] : event.properties) add(key, value);
  MonitorHeader header;
  header.properties_length = static_cast<std::uint32_t>(properties.size());
  header.subsystem_hash = htonl(murmur(event.subsystem));
  if (const auto devtype = event.properties.find("DEVTYPE"); devtype != event.properties.end()) {
    header.devtype_hash = htonl(murmur(devtype->second));
  }
  std::string bytes(sizeof header, '\0');
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes + properties;
}

bool send_to(const std::string& socket_path, const std::string& bytes) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_path.size() >= sizeof address.sun_path) return false;
  socket_path.copy(address.sun_path, socket_path.size());
  const sys::Fd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const auto sent = [&] {
    const auto bytes_sent =
        ::sendto(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return bytes_sent >= 0 || errno != EAGAIN;
  };
  // Such a queue holds ten messages. The main loop has to go on meanwhile: what keeps the listener
  // from reading may be an ioctl that we have to answer. One that never reads loses the event.
  return sent() || run_until(sent, kPatienceMilliseconds);
}

}  // namespace

void send_udev_message(const Uevent& event) {
  constexpr unsigned kUdevGroup = 2;  // the kernel's own group is 1
  const sys::Fd fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT));
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = kUdevGroup;
  const std::string bytes = message(event);
  const auto sent = ::sendto(fd.get(), bytes.data(), bytes.size(), 0,
                             reinterpret_cast<const sockaddr*>(&address), sizeof address);
  // Refused: nobody listens.
  if (sent < 0 && errno != ECONNREFUSED)
    throw std::system_error(errno, std::generic_category(), "netlink");
}

int send_uevent(const std::string& root, const Uevent& event) {
  const std::string bytes = message(event);
  int taken = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("event") || !entry.is_socket()) continue;
    if (send_to(entry.path().string(), bytes)) ++taken;
  }
  return taken;
}

}  // namespace rmcp::testbed
