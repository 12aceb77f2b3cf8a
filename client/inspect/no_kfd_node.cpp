// SPDX-License-Identifier: MIT
// The messages are those of kfd_device.c, in Linux 6.1 and 6.12: kgd2kfd_probe and
// kgd2kfd_device_init; "PCIE atomic ops" is one of amdgpu_device.c:amdgpu_device_init.
#include "client/inspect/no_kfd_node.hpp"

#include "lib/gpu/gfx_kfd.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rmcp::client {
namespace {

using Code = KfdDemand::Code;
using State = AtomicsPath::State;

constexpr std::string_view kRejects = "PCI rejects atomics";
constexpr std::string_view kAmdgpuHasNone = "PCIE atomic ops is not supported";
constexpr std::string_view kErrors = "NOT added due to errors";
constexpr std::string_view kNoNodes = "KFD num nodes cannot be 0";
constexpr std::string_view kNoCode = "not supported in kfd";
constexpr std::array kReasons{kRejects, kErrors, kNoNodes, kNoCode};

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// Messages of older kernels name the model alone, in `%x:%x`, or nothing.
bool names(std::string_view message, const Device& device) {
  const auto model = fmt::format("{:x}:{:x}", device.pci.vendor, device.pci.device);
  for (const auto* after : {",", " "})
    if (has(message, " device " + model + after) || message.starts_with("device " + model + after))
      return true;
  return has(message, to_string(device.address)) || has(message, kNoNodes) || has(message, kNoCode);
}

struct Firmware {
  unsigned here = 0, enough = 0;
};

/// "143<145" at the end of the message: that of the card, and the first that does without atomics,
/// or 0. Older kernels print no numbers.
std::optional<Firmware> firmware_in(std::string_view message) {
  const auto at = message.rfind(' ');
  const auto end = message.data() + message.size();
  Firmware out;
  if (at == message.npos) return std::nullopt;
  const auto here = std::from_chars(message.data() + at + 1, end, out.here);
  if (here.ec != std::errc() || here.ptr == end || *here.ptr != '<') return std::nullopt;
  const auto enough = std::from_chars(here.ptr + 1, end, out.enough);
  return enough.ec == std::errc() ? std::optional(out) : std::nullopt;
}

std::string firmware_text(unsigned enough, std::optional<unsigned> here) {
  if (enough == 0) return "no firmware of this card does without";
  const auto does = fmt::format("MEC firmware from {} on does without", enough);
  return here ? fmt::format("{} (here {})", does, *here) : does;
}

std::string refusal(const Device& device, const KfdFacts& facts) {
  const auto demand = device.gfx ? kfd_demand(*device.gfx, false) : std::nullopt;
  const auto end = facts.atomics.state == State::closed ? " (" + facts.atomics.why + ")" : "";
  auto out = "KFD refuses it because no PCIe atomics reach the root port" + end;
  if (const auto logged = firmware_in(facts.line))
    out += "; " + firmware_text(logged->enough, logged->here);
  else if (demand)
    out += "; " + firmware_text(demand->firmware, facts.firmware);
  return out;
}

/// The reason that KFD has given.
std::string from_log(const Device& device, const KfdFacts& facts) {
  if (has(facts.line, kRejects)) return refusal(device, facts);
  if (has(facts.line, kNoNodes)) return "KFD finds no compute partition on it";
  if (has(facts.line, kNoCode))
    return facts.virtual_function ? "KFD does not take this card as a virtual function"
                                  : "KFD has no code for a card here";
  return "KFD failed to start on it";
}

std::string about_atomics(const KfdDemand& demand, const GfxTarget& gfx, const KfdFacts& facts) {
  const auto& path = facts.atomics;
  const auto firmware = firmware_text(demand.firmware, facts.firmware);
  const auto* const asks = gfx.major == 11 ? "KFD asks, since a Linux after 6.1," : "KFD asks";
  if (path.state == State::open)
    return fmt::format("{} for PCIe atomics here, and they reach the root port", asks);
  if (path.state == State::closed)
    return fmt::format("{} for PCIe atomics here, and {}; {}", asks, path.why, firmware);
  return fmt::format(
      "{} for PCIe atomics up to the root port, which many external boxes and slots behind a "
      "chipset "
      "lack; {}. Whether they get there is not known: {}",
      asks, firmware, path.why);
}

/// What its rule says, without a line of the log.
std::string from_rule(const Device& device, const KfdFacts& facts) {
  const auto demand =
      device.gfx ? kfd_demand(*device.gfx, device.placement.apu.value_or(false)) : std::nullopt;
  if (!demand) return "KFD has not accepted it";
  const auto gfx = to_string(*device.gfx);
  if (demand->code == Code::none) return "KFD has no code for " + gfx;
  if (demand->code == Code::experimental)
    return fmt::format("KFD takes {} only with the parameter exp_hw_support = 1", gfx);
  if (facts.virtual_function && demand->code == Code::bare_metal)
    return fmt::format("KFD does not take {} as a virtual function", gfx);
  const bool does_without = demand->firmware != 0 && facts.firmware.value_or(0) >= demand->firmware;
  if (demand->atomics && !does_without) return about_atomics(*demand, *device.gfx, facts);
  return "KFD has not accepted it, for another reason than PCIe atomics: it needs none";
}

}  // namespace

std::string last_reason(const Device& device, std::span<const std::string> log) {
  std::string out;
  for (const auto& message : log) {
    const bool reason =
        std::ranges::any_of(kReasons, [&](std::string_view text) { return has(message, text); });
    if (reason && names(message, device)) out = message;
  }
  return out;
}

std::string explain_no_kfd_node(const Device& device, const KfdFacts& facts) {
  if (!facts.line.empty())
    return fmt::format("{}. The kernel's log: {}", from_log(device, facts), facts.line);
  const auto* const where = facts.log_readable
                                ? "The kernel's log names no reason"
                                : "The kernel's log has the reason: journalctl -k -g kfd, as root";
  return fmt::format("{}. {}", from_rule(device, facts), where);
}

KfdFacts read_kfd_facts(const Device& device, const std::string& pci_devices,
                        const std::string& kmsg) {
  const auto folder = fmt::format("{}/{}", pci_devices, to_string(device.address));
  KfdFacts out{.virtual_function = sys::exists(folder + "/physfn"),
               .atomics = read_atomics_path(folder)};
  if (const auto text = sys::read_attribute(folder + "/fw_version/mec_fw_version")) {
    unsigned version = 0;  // "0x00000091"
    const auto digits = text->starts_with("0x") ? text->substr(2) : *text;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), version, 16).ec ==
        std::errc())
      out.firmware = version;
  }
  const auto log = read_kernel_log(kmsg, device.address);
  out.log_readable = log.readable;
  out.line = last_reason(device, log.lines);
  const bool driver_says = std::ranges::any_of(
      log.lines, [](const std::string& line) { return has(line, kAmdgpuHasNone); });
  if (driver_says && out.line.empty() && out.atomics.state == State::unknown)
    out.atomics = {State::closed, "the driver found that none reach the root port"};
  return out;
}

}  // namespace rmcp::client
