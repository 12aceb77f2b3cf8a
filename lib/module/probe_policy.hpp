// SPDX-License-Identifier: MIT
// Parameters for one card while its driver probes it: the policy of the kernel module
// rmcp_devparam, and its list of the values that a card was probed with. Grammar and limits are
// those of kernel-patch/devparam/README.md.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/text/failure.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The parameters that one card is to be probed with.
struct ProbeValues {
  std::string id;  // of the card
  PciAddress address;
  PciIds pci;
  bool present = true;                        // else the address is its last one
  std::map<std::string, std::string> values;  // by parameter, in the kernel's words

  bool operator==(const ProbeValues&) const = default;
};

struct ProbePolicy {
  std::string text;
  std::map<std::string, std::string> left_out;  // reasons, by id: all values of that card
};

/// The longest text that the module accepts: what a page of sysfs can show.
inline constexpr std::size_t kLargestProbePolicy = 4094;

/// A rule for each model whose cards all want the same, so that one that is plugged in elsewhere is
/// probed with it too; else a rule for each slot. Earlier cards come first if there is no room for
/// all. A card that wants nothing counts: it must not get what its siblings want.
ProbePolicy make_probe_policy(const std::vector<ProbeValues>& cards,
                              std::size_t room = kLargestProbePolicy);

/// How a card got values of its own.
enum class ProbeWay {
  module,  // rmcp_devparam set them
  rebind,  // rmcpd set them for all cards while it bound this one
};
std::string_view to_string(ProbeWay way);

/// What a card was probed with.
struct ProbedWith {
  enum class Stage { waiting, probing, bound, failed };
  ProbeWay way = ProbeWay::module;
  Stage stage = Stage::waiting;
  bool uncertain = false;  // not these values alone from the beginning to the end
  bool cut_short = false;  // there are more values than the list has room for
  std::map<std::string, std::string> values;
};
std::string_view to_string(ProbedWith::Stage stage);

/// Reads a file of the module's folder `devices`.
Expected<ProbedWith> parse_probed_with(std::string_view text);

}  // namespace rmcp
