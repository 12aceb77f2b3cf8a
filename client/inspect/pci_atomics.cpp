// SPDX-License-Identifier: MIT
// Offsets and bits: include/uapi/linux/pci_regs.h.
#include "client/inspect/pci_atomics.hpp"

#include "lib/gpu/pci_address.hpp"
#include "lib/sys/fd.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using State = AtomicsPath::State;

constexpr std::size_t kStatus = 0x06, kFirstCapability = 0x34;
constexpr std::uint32_t kHasCapabilities = 0x10, kExpress = 0x10;
constexpr unsigned kRootPort = 4, kUpstream = 5, kDownstream = 6;
constexpr std::uint32_t kRoutes = 0x40, kCompletes = 0x80 | 0x100;  // in capabilities2
constexpr std::uint32_t kBlocksEgress = 0x80;                       // in control2

std::optional<std::uint32_t> number_at(std::string_view config, std::size_t at, unsigned bytes) {
  if (at + bytes > config.size()) return std::nullopt;
  std::uint32_t out = 0;
  for (unsigned i = bytes; i > 0; --i)
    out = out << 8 | static_cast<unsigned char>(config[at + i - 1]);
  return out;
}

/// The list of capabilities; a loop in it ends after the 48 that fit.
std::optional<std::size_t> express_capability(std::string_view config) {
  if ((number_at(config, kStatus, 2).value_or(0) & kHasCapabilities) == 0) return std::nullopt;
  auto at = number_at(config, kFirstCapability, 1);
  for (int left = 48; at && (*at & ~3U) != 0 && left > 0; --left) {
    const std::size_t place = *at & ~3U;
    if (number_at(config, place, 1) == kExpress) return place;
    at = number_at(config, place + 1, 1);
  }
  return std::nullopt;
}

std::string why_it_ends_at(const PortOnTheWay& way, bool root) {
  const auto& port = way.port;
  if (root && (port.capabilities2 & kCompletes) != kCompletes)
    return fmt::format("the root port {} does not complete them", way.address);
  if (root) return {};
  if (port.type == kUpstream && (port.control2 & kBlocksEgress) != 0)
    return fmt::format("the bridge {} blocks them", way.address);
  const bool has_to_route = port.type == kUpstream || port.type == kDownstream;
  return has_to_route && (port.capabilities2 & kRoutes) == 0
             ? fmt::format("the bridge {} does not route them", way.address)
             : "";
}

/// "active", or "unsupported" without power management at run time.
bool is_awake(const fs::path& folder) {
  const auto status = sys::read_attribute((folder / "power/runtime_status").string());
  return !status || *status == "active" || *status == "unsupported";
}

/// The folders of the ports above the card, the root port first.
std::vector<fs::path> ports_above(const fs::path& card) {
  std::vector<fs::path> out;
  for (auto folder = card.parent_path(); parse_pci_address(folder.filename().string());
       folder = folder.parent_path())
    out.push_back(folder);
  std::ranges::reverse(out);
  return out;
}

/// The first 256 bytes, where the capability lies; 64 of them for others than root.
std::string configuration_of(const fs::path& folder) {
  const sys::Fd fd(::open((folder / "config").c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 256> bytes{};
  const auto size = fd ? ::read(fd.get(), bytes.data(), bytes.size()) : 0;
  return {bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

AtomicsPath unknown(std::string why) { return {State::unknown, std::move(why)}; }

}  // namespace

std::optional<ExpressPort> express_port(std::string_view config) {
  const auto at = express_capability(config);
  if (!at) return std::nullopt;
  const auto flags = number_at(config, *at + 2, 2);
  const auto capabilities = number_at(config, *at + 0x24, 4);
  const auto control = number_at(config, *at + 0x28, 2);
  if (!flags || !capabilities || !control) return std::nullopt;
  return ExpressPort{
      .type = *flags >> 4 & 0xf, .capabilities2 = *capabilities, .control2 = *control};
}

AtomicsPath judge_ports(std::span<const PortOnTheWay> ports) {
  if (ports.empty() || ports.front().port.type != kRootPort)
    return unknown(
        "there is no root port above the card, as in a virtual machine: the host decides");
  for (const auto& port : ports)
    if (auto why = why_it_ends_at(port, &port == &ports.front()); !why.empty())
      return {State::closed, std::move(why)};
  return {State::open, ""};
}

AtomicsPath read_atomics_path(const std::string& folder) {
  std::error_code error;
  const auto card = fs::canonical(folder, error);
  if (error) return unknown("the card has no folder in sysfs");
  const auto folders = ports_above(card);
  for (const auto& port : folders)
    if (!is_awake(port))
      return unknown(fmt::format("{} is suspended, and is not woken", port.filename().string()));
  std::vector<PortOnTheWay> ports;
  for (const auto& port : folders) {
    const auto config = configuration_of(port);
    const auto read = express_port(config);
    if (!read && config.size() == 64)
      return unknown("only root may read what the bridges above the card say");
    if (!read) return unknown(fmt::format("{} says nothing of them", port.filename().string()));
    ports.push_back({port.filename().string(), *read});
  }
  return judge_ports(ports);
}

}  // namespace rmcp::client
