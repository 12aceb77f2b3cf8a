// SPDX-License-Identifier: MIT
// The policy for the ROCr in one process, and its text form in $RMCP_HSA_POLICY.
#pragma once
#include "lib/gpu/pci_address.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rmcp {

/// The handling of a GPU's fine-grained pools, of both kinds: memory that is coherent while kernels
/// run.
enum class FineGrain : std::uint8_t {
  keep,    // as ROCr offers them
  hide,    // the process does not see them
  forbid,  // visible; the process is aborted when it allocates from one
};

/// The pool that serves a process's requests for fine-grained memory of the host.
enum class HostMemory : std::uint8_t {
  as_asked,
  coarse,  // a coarse-grained pool of the same CPU node, if the request allows it
};

/// No heap and no exceptions in here: the code also runs inside foreign processes.
struct RuntimePolicy {
  static constexpr std::size_t kMaxDevices = 64;
  /// Smaller requests are left alone: they are flags and mailboxes, which have to be coherent.
  static constexpr std::uint64_t kDefaultHostMemoryFrom = 65536;

  struct Device {
    PciAddress address;
    FineGrain fine_grain = FineGrain::keep;
    bool operator==(const Device&) const = default;
  };

  Device devices[kMaxDevices] = {};
  std::size_t device_count = 0;
  HostMemory host_memory = HostMemory::as_asked;
  std::uint64_t host_memory_from = kDefaultHostMemoryFrom;  // bytes
  bool record = false;

  [[nodiscard]] const Device* begin() const { return devices; }
  [[nodiscard]] const Device* end() const { return devices + device_count; }
  [[nodiscard]] FineGrain fine_grain(const PciAddress& address) const;
  /// False if there are more than kMaxDevices.
  bool set_fine_grain(const PciAddress& address, FineGrain mode);
  /// True if the policy changes nothing in a process.
  [[nodiscard]] bool empty() const;
  bool operator==(const RuntimePolicy&) const = default;
};

/// The faulty word of the text, and the reason.
struct RuntimePolicyFault {
  std::string_view word;
  const char* reason = nullptr;
};

/// The name of the variable with the text.
inline constexpr const char* kRuntimePolicyVariable = "RMCP_HSA_POLICY";

/// Parses words separated by `;`, each at most once, in any order, without blanks:
///
///     0000:03:00.0/fine_grain=keep|hide|forbid
///     host_memory=as-asked|coarse
///     host_memory_from=BYTES
///     record=no|yes
///
/// Returns false and fills in `fault` if one of them is wrong; do not use `policy` then.
bool parse_runtime_policy(std::string_view text, RuntimePolicy& policy, RuntimePolicyFault& fault);

/// The text that parse_runtime_policy() parses. Empty if the policy changes nothing: then do not
/// set the variable.
std::string to_string(const RuntimePolicy& policy);

/// The words of policy and of the text: "keep", "hide", "forbid".
const char* to_word(FineGrain mode);
/// "as-asked", "coarse".
const char* to_word(HostMemory mode);
/// False if it is none of the words.
bool parse_word(std::string_view word, FineGrain& mode);
bool parse_word(std::string_view word, HostMemory& mode);

}  // namespace rmcp
