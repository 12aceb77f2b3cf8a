// SPDX-License-Identifier: MIT
// What policy wants of the ROCr in one process, and the text that carries it there in
// $RMCP_HSA_POLICY.
#pragma once
#include "lib/gpu/pci_address.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rmcp {

/// What becomes of a GPU's fine-grained pools: memory that is coherent while kernels run.
enum class FineGrain : std::uint8_t {
  keep,    // as ROCr offers them
  hide,    // the process does not see them, and gets an error where it insists
  forbid,  // seen; the process is ended when it allocates from one
};

/// Which pool answers when a process asks for fine-grained memory of the host.
enum class HostMemory : std::uint8_t {
  as_asked,
  coarse,  // a coarse-grained pool of the same CPU node, where the request allows it
};

/// No heap and nothing that throws in here: it is also read inside of foreign processes.
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

  const Device* begin() const { return devices; }
  const Device* end() const { return devices + device_count; }
  FineGrain fine_grain(const PciAddress& address) const;
  /// False when there are more than kMaxDevices.
  bool set_fine_grain(const PciAddress& address, FineGrain wish);
  /// True when a process with this policy is as one without.
  bool empty() const;
  bool operator==(const RuntimePolicy&) const = default;
};

/// The word of the text that is wrong, and why.
struct RuntimePolicyFault {
  std::string_view word;
  const char* reason = nullptr;
};

/// The name of the variable that carries the text.
inline constexpr const char* kRuntimePolicyVariable = "RMCP_HSA_POLICY";

/// Reads words separated by `;`, each at most once, in any order, without blanks:
///
///     0000:03:00.0/fine_grain=keep|hide|forbid
///     host_memory=as-asked|coarse
///     host_memory_from=BYTES
///     record=no|yes
///
/// Returns false and fills in `fault` when one of them is wrong; `policy` is then not to be used.
bool parse_runtime_policy(std::string_view text, RuntimePolicy& policy, RuntimePolicyFault& fault);

/// The text that parse_runtime_policy() reads. Empty when there is nothing to say: no variable
/// should be set then.
std::string to_string(const RuntimePolicy& policy);

/// The words of policy and of the text: "keep", "hide", "forbid".
const char* to_word(FineGrain wish);
/// "as-asked", "coarse".
const char* to_word(HostMemory wish);
/// False when it is none of the words.
bool parse_word(std::string_view word, FineGrain& wish);
bool parse_word(std::string_view word, HostMemory& wish);

}  // namespace rmcp
