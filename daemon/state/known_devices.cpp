// SPDX-License-Identifier: MIT
// Cards as JSON.
#include "state/known_devices.hpp"

#include "state/json_file.hpp"
#include "sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace rmcp::state {
namespace {

using nlohmann::json;

/// A machine has a handful of cards; a test stand that sees more forgets those that it saw first.
constexpr std::size_t kMost = 256;

template <class T>
json optional_to_json(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

template <class T>
std::optional<T> optional_from_json(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<T>());
}

/// JSON has no 64 bit integers that every reader keeps whole.
json id_to_json(const std::optional<std::uint64_t>& id) {
  return id ? json(fmt::format("{:016x}", *id)) : json();
}

std::optional<std::uint64_t> id_from_json(const json& value) {
  if (value.is_null()) return std::nullopt;
  const auto text = value.get<std::string>();
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
  if (error != std::errc() || end != text.data() + text.size() || id == 0)
    throw std::invalid_argument("unique_id");
  return id;
}

json to_json(const KnownDevice& known) {
  const auto& d = known.device;
  return {{"address", to_string(d.address)},
          {"alias", d.alias},
          {"name", d.name},
          {"vendor", d.vendor},
          {"device", d.device},
          {"subsystem_vendor", d.subsystem_vendor},
          {"subsystem_device", d.subsystem_device},
          {"revision", d.revision},
          {"class", d.pci_class},
          {"driver", d.driver},
          {"gfx", d.gfx ? json(to_string(*d.gfx)) : json()},
          {"apu", optional_to_json(d.apu)},
          {"external", optional_to_json(d.external)},
          {"boot_vga", optional_to_json(d.boot_vga)},
          {"unique_id", id_to_json(d.unique_id)},
          {"serial", optional_to_json(d.serial)},
          {"last_seen", known.last_seen_usec},
          {"last_state", known.last_state}};
}

Device device_from(const json& entry) {
  Device d;
  const auto address = parse_pci_address(entry.at("address").get<std::string>());
  if (!address) throw std::invalid_argument("address");
  d.address = *address;
  d.alias = entry.at("alias").get<std::string>();
  d.name = entry.at("name").get<std::string>();
  d.vendor = entry.at("vendor").get<std::uint16_t>();
  d.device = entry.at("device").get<std::uint16_t>();
  d.subsystem_vendor = entry.at("subsystem_vendor").get<std::uint16_t>();
  d.subsystem_device = entry.at("subsystem_device").get<std::uint16_t>();
  d.revision = entry.at("revision").get<std::uint8_t>();
  d.pci_class = entry.at("class").get<std::uint32_t>();
  d.driver = entry.at("driver").get<std::string>();
  if (!entry.at("gfx").is_null()) d.gfx = parse_gfx(entry.at("gfx").get<std::string>());
  d.apu = optional_from_json<bool>(entry.at("apu"));
  d.external = optional_from_json<bool>(entry.at("external"));
  d.boot_vga = optional_from_json<bool>(entry.at("boot_vga"));
  d.unique_id = id_from_json(entry.at("unique_id"));
  d.serial = optional_from_json<std::string>(entry.at("serial"));
  return d;
}

std::vector<KnownDevice> known_from(const json& document) {
  std::vector<KnownDevice> known;
  for (const auto& entry : document.at("devices")) {
    known.push_back({.device = device_from(entry),
                     .last_seen_usec = entry.at("last_seen").get<std::uint64_t>(),
                     .last_state = entry.at("last_state").get<std::string>()});
  }
  return known;
}

std::string path_in(const std::string& state_directory) {
  return state_directory + "/known-devices.json";
}

std::optional<std::vector<KnownDevice>> load(const std::string& path) {
  const auto document = read_json(path);
  if (!document) return std::nullopt;
  try {
    return known_from(*document);
  } catch (const std::exception&) {  // a wrong type, a missing key, a senseless value
    return std::nullopt;
  }
}

/// What could be worth a line in the file; the times alone are not.
bool same_facts(const KnownDevice& a, const KnownDevice& b) {
  return a.device == b.device && a.last_state == b.last_state;
}

/// What is not known this time, because the card sleeps, is still what it was.
void keep_facts(const Device& known, Device& seen) {
  if (!seen.gfx) seen.gfx = known.gfx;
  if (!seen.apu) seen.apu = known.apu;
  if (!seen.external) seen.external = known.external;
}

}  // namespace

KnownDevices::KnownDevices(const std::string& state_directory) : path_(path_in(state_directory)) {
  if (!sys::exists(path_)) return;
  if (auto known = load(path_)) {
    known_ = std::move(*known);
  } else {
    sys::rename_file(path_, path_ + ".damaged");
  }
}

std::vector<KnownDevice> KnownDevices::read(const std::string& state_directory) {
  return load(path_in(state_directory)).value_or(std::vector<KnownDevice>());
}

/// What a card is must outlive a power cut, since parameters depend on it; how it was last seen
/// need not, and the loop does not wait for a disk for that.
int KnownDevices::save(Durable durable) {
  json list = json::array();
  for (const auto& known : known_) list.push_back(to_json(known));
  return write_json(path_, {{"devices", list}}, durable);
}

int KnownDevices::saw(const Device& device, std::string_view state, std::uint64_t now_usec) {
  const auto it = find_known(known_, device);
  KnownDevice seen{.device = remembered(device),
                   .last_seen_usec = now_usec,
                   .last_state = std::string(state),
                   .present = true};
  if (it == known_.end()) {
    if (device.driver.empty()) return 0;  // until then hardly anything is known of it
    if (known_.size() >= kMost) known_.erase(known_.begin());
    known_.push_back(std::move(seen));
    return save(Durable::yes);
  }
  it->present = true;
  // Its own driver knows most about it: another one, or none, has nothing to add.
  if (it->device.managed() && !device.managed()) return 0;
  keep_facts(it->device, seen.device);
  if (same_facts(*it, seen)) return 0;
  const auto durable = it->device == seen.device ? Durable::no : Durable::yes;
  *it = std::move(seen);
  return save(durable);
}

int KnownDevices::left(const PciAddress& address, std::uint64_t now_usec) {
  bool changed = false;
  for (auto& known : known_) {
    if (!known.present || known.device.address != address) continue;
    known.present = false;
    known.last_seen_usec = now_usec;
    changed = true;
  }
  return changed ? save(Durable::no) : 0;
}

int KnownDevices::stop(std::uint64_t now_usec) {
  bool changed = false;
  for (auto& known : known_) {
    if (!known.present) continue;
    known.last_seen_usec = now_usec;
    changed = true;
  }
  return changed ? save(Durable::no) : 0;
}

std::vector<Device> KnownDevices::devices() const {
  std::vector<Device> out;
  for (const auto& known : known_) out.push_back(known.device);
  return out;
}

}  // namespace rmcp::state
