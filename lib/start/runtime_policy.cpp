// SPDX-License-Identifier: MIT
// Parses a runtime policy. Also compiled into the HSA tools library, which has no C++ runtime: no
// heap, no fmt, no exceptions.
#include "lib/start/runtime_policy.hpp"

#include <charconv>

namespace rmcp {
namespace {

constexpr const char* kFineGrainWords[] = {"keep", "hide", "forbid"};
constexpr const char* kHostMemoryWords[] = {"as-asked", "coarse"};
constexpr const char* kRecordWords[] = {"no", "yes"};

template <std::size_t N>
bool find_word(const char* const (&words)[N], std::string_view word, std::size_t& index) {
  for (index = 0; index < N; ++index)
    if (word == words[index]) return true;
  return false;
}

/// The text without its first `size` characters. (remove_prefix() checks, through libstdc++.)
std::string_view behind(std::string_view text, std::size_t size) {
  return {text.data() + size, text.size() - size};
}

/// Removes a hexadecimal number of `min` to `max` digits and the character after it from the front.
bool consume_hex(std::string_view& text, std::ptrdiff_t min, std::ptrdiff_t max, char stop,
                 std::uint32_t limit, std::uint32_t& value) {
  const char* end = text.data() + text.size();
  const auto [next, error] = std::from_chars(text.data(), end, value, 16);
  const std::ptrdiff_t digits = next - text.data();
  if (error != std::errc() || digits < min || digits > max || value > limit) return false;
  if (next == end || *next != stop) return false;
  text = behind(text, static_cast<std::size_t>(digits) + 1);
  return true;
}

/// Removes `0000:03:00.0/` from the front. The short form is not for texts written by machines.
bool consume_address(std::string_view& text, PciAddress& address) {
  std::uint32_t domain = 0, bus = 0, device = 0, function = 0;
  if (!consume_hex(text, 4, 8, ':', 0xffffffff, domain) ||
      !consume_hex(text, 2, 2, ':', 0xff, bus) || !consume_hex(text, 2, 2, '.', 31, device) ||
      !consume_hex(text, 1, 1, '/', 7, function)) {
    return false;
  }
  address = {domain, static_cast<std::uint8_t>(bus), static_cast<std::uint8_t>(device),
             static_cast<std::uint8_t>(function)};
  return true;
}

/// One pass over a text: the policy so far, and the process-wide words seen.
struct PolicyReader {
  RuntimePolicy& policy;
  bool host_memory = false, host_memory_from = false, record = false;

  /// The error in it, or null.
  const char* read(std::string_view word);
  const char* read_device(const PciAddress& address, std::string_view key, std::string_view value);
  const char* read_process(std::string_view key, std::string_view value);
};

bool split(std::string_view text, char separator, std::string_view& front, std::string_view& back) {
  const std::size_t at = text.find(separator);
  front = {text.data(), at == text.npos ? text.size() : at};
  back = behind(text, at == text.npos ? text.size() : at + 1);
  return at != text.npos;
}

const char* first(bool& seen) {
  if (seen) return "given twice";
  seen = true;
  return nullptr;
}

const char* PolicyReader::read_device(const PciAddress& address, std::string_view key,
                                      std::string_view value) {
  if (key != "fine_grain") return "not a setting of a GPU";
  FineGrain mode = FineGrain::keep;
  if (!parse_word(value, mode)) return "not keep, hide or forbid";
  for (const auto& device : policy)
    if (device.address == address) return "given twice";
  return policy.set_fine_grain(address, mode) ? nullptr : "more than 64 GPUs";
}

const char* PolicyReader::read_process(std::string_view key, std::string_view value) {
  if (key == "host_memory") {
    if (!parse_word(value, policy.host_memory)) return "not as-asked or coarse";
    return first(host_memory);
  }
  if (key == "host_memory_from") {
    const char* end = value.data() + value.size();
    const auto [next, error] = std::from_chars(value.data(), end, policy.host_memory_from);
    if (error != std::errc() || next != end) return "not a number of bytes";
    return first(host_memory_from);
  }
  if (key == "record") {
    std::size_t index = 0;
    if (!find_word(kRecordWords, value, index)) return "not yes or no";
    policy.record = index == 1;
    return first(record);
  }
  return "unknown to this version";
}

const char* PolicyReader::read(std::string_view word) {
  std::string_view rest = word, key, value;
  PciAddress address;
  const bool of_device = word.find('/') != word.npos;
  if (of_device && !consume_address(rest, address)) return "not an address such as 0000:03:00.0";
  if (!split(rest, '=', key, value)) return "nothing after '='";
  return of_device ? read_device(address, key, value) : read_process(key, value);
}

}  // namespace

FineGrain RuntimePolicy::fine_grain(const PciAddress& address) const {
  for (const auto& device : *this)
    if (device.address == address) return device.fine_grain;
  return FineGrain::keep;
}

bool RuntimePolicy::set_fine_grain(const PciAddress& address, FineGrain mode) {
  for (std::size_t i = 0; i < device_count; ++i) {
    if (devices[i].address != address) continue;
    devices[i].fine_grain = mode;
    return true;
  }
  if (device_count == kMaxDevices) return false;
  devices[device_count++] = {address, mode};
  return true;
}

bool RuntimePolicy::empty() const {
  for (const auto& device : *this)
    if (device.fine_grain != FineGrain::keep) return false;
  return host_memory == HostMemory::as_asked && !record;
}

bool parse_runtime_policy(std::string_view text, RuntimePolicy& policy, RuntimePolicyFault& fault) {
  policy = RuntimePolicy{};
  PolicyReader reader{policy};
  for (bool more = true; more;) {
    more = split(text, ';', fault.word, text);
    fault.reason = reader.read(fault.word);
    if (fault.reason) return false;
  }
  return true;
}

const char* to_word(FineGrain mode) { return kFineGrainWords[static_cast<std::size_t>(mode)]; }

const char* to_word(HostMemory mode) { return kHostMemoryWords[static_cast<std::size_t>(mode)]; }

bool parse_word(std::string_view word, FineGrain& mode) {
  std::size_t index = 0;
  if (!find_word(kFineGrainWords, word, index)) return false;
  mode = static_cast<FineGrain>(index);
  return true;
}

bool parse_word(std::string_view word, HostMemory& mode) {
  std::size_t index = 0;
  if (!find_word(kHostMemoryWords, word, index)) return false;
  mode = static_cast<HostMemory>(index);
  return true;
}

}  // namespace rmcp
