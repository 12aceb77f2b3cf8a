// SPDX-License-Identifier: MIT
// Known cards as JSON.
#include "daemon/state/known_devices.hpp"

#include "daemon/state/disk.hpp"
#include "daemon/state/json_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

namespace rmcp::state {
namespace {

using nlohmann::json;

/// A machine has a handful of cards; a test stand with more forgets the absent ones that it saw
/// first.
constexpr std::size_t kMost = 256;

/// How long the daemon waits for the disk at its start and end: too short for anybody to notice.
constexpr std::chrono::milliseconds kPatience{300};

template <class T>
json optional_to_json(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

/// JSON has no 64 bit integers that every reader preserves.
json id_to_json(const std::optional<std::uint64_t>& id) {
  return id ? json(fmt::format("{:016x}", *id)) : json();
}

json to_json(const KnownDevice& known) {
  const auto& d = known.device;
  return {{"address", to_string(d.address)},
          {"alias", d.alias},
          {"name", d.name},
          {"vendor", d.pci.vendor},
          {"device", d.pci.device},
          {"subsystem_vendor", d.pci.subsystem_vendor},
          {"subsystem_device", d.pci.subsystem_device},
          {"revision", d.pci.revision},
          {"class", d.pci.class_code},
          {"driver", d.binding.driver},
          {"gfx", d.gfx ? json(to_string(*d.gfx)) : json()},
          {"apu", optional_to_json(d.placement.apu)},
          {"external", optional_to_json(d.placement.external)},
          {"boot_vga", optional_to_json(d.placement.boot_vga)},
          {"unique_id", id_to_json(d.identity.unique_id)},
          {"serial", optional_to_json(d.identity.serial)},
          {"last_seen", known.last_seen_usec},
          {"last_state", known.last_state}};
}

/// The card's slot and ids are required; the rest has defaults, since a file of an older version
/// lacks some of it.
class Reader {
 public:
  explicit Reader(std::string path) : file_(std::move(path)) {}

  std::vector<KnownDevice> read() {
    std::vector<KnownDevice> known;
    for (const auto& entry : file_.list(file_.root(), "devices")) {
      if (!entry.is_object()) {
        file_.complain("an entry is not an object");
        continue;
      }
      const auto device = device_from(entry);
      if (!device) continue;
      known.push_back({.device = *device,
                       .last_seen_usec = get<std::uint64_t>(entry, "last_seen"),
                       .last_state = get<std::string>(entry, "last_state")});
    }
    return known;
  }
  [[nodiscard]] bool damaged() const { return file_.damaged(); }

 private:
  template <class T>
  T get(const json& entry, const char* key) {
    return file_.get<T>(entry, key).value_or(T{});
  }

  std::optional<Device> device_from(const json& entry) {
    const auto where = file_.need<std::string>(entry, "address");
    const auto vendor = file_.need<std::uint16_t>(entry, "vendor");
    const auto model = file_.need<std::uint16_t>(entry, "device");
    const auto address = where ? parse_pci_address(*where) : std::nullopt;
    if (where && !address) file_.complain("address");
    if (!address || !vendor || !model) return std::nullopt;
    Device d;
    d.address = *address;
    d.pci.vendor = *vendor;
    d.pci.device = *model;
    d.alias = get<std::string>(entry, "alias");
    d.name = get<std::string>(entry, "name");
    d.pci.subsystem_vendor = get<std::uint16_t>(entry, "subsystem_vendor");
    d.pci.subsystem_device = get<std::uint16_t>(entry, "subsystem_device");
    d.pci.revision = get<std::uint8_t>(entry, "revision");
    d.pci.class_code = get<std::uint32_t>(entry, "class");
    // A card is not recorded before it had a driver, and on amdgpu it counts for parameters.
    d.binding.driver = file_.get<std::string>(entry, "driver").value_or("amdgpu");
    read_facts(entry, d);
    return d;
  }

  void read_facts(const json& entry, Device& d) {
    if (const auto gfx = file_.get<std::string>(entry, "gfx")) {
      d.gfx = parse_gfx(*gfx);
      if (!d.gfx) file_.complain("gfx");
    }
    d.placement.apu = file_.get<bool>(entry, "apu");
    d.placement.external = file_.get<bool>(entry, "external");
    d.placement.boot_vga = file_.get<bool>(entry, "boot_vga");
    d.identity.serial = file_.get<std::string>(entry, "serial");
    if (const auto id = file_.get<std::string>(entry, "unique_id")) {
      d.identity.unique_id = parse_id(*id);
      if (!d.identity.unique_id) file_.complain("unique_id");
    }
  }

  JsonFile file_;
};

std::string known_devices_path(const std::string& state_directory) {
  return state_directory + "/known-devices.json";
}

/// Changes that are worth a write; the times alone are not.
bool same_facts(const KnownDevice& a, const KnownDevice& b) {
  return a.device == b.device && a.last_state == b.last_state;
}

/// A property that is unknown now, because the card sleeps, keeps its earlier value.
void keep_facts(const Device& known, Device& seen) {
  if (!seen.gfx) seen.gfx = known.gfx;
  if (!seen.placement.apu) seen.placement.apu = known.placement.apu;
  if (!seen.placement.external) seen.placement.external = known.placement.external;
}

}  // namespace

/// The disk's thread reads it; the first caller afterwards uses the result.
struct KnownDevices::Loading {
  std::mutex mutex;
  std::optional<std::vector<KnownDevice>> known;
};

KnownDevices::KnownDevices(const std::string& state_directory)
    : path_(known_devices_path(state_directory)), loading_(std::make_shared<Loading>()) {
  // Usually quick; and if it is not, nothing that depends on it can be displayed yet.
  Disk::instance().post(path_ + " read", [path = path_, loading = loading_] {
    Reader reader(path);
    auto known = reader.read();
    if (reader.damaged()) keep_if_damaged(path);
    const std::lock_guard lock(loading->mutex);
    loading->known = std::move(known);
    return sys::kDone;
  });
  Disk::instance().flush(kPatience);
  loaded();
}

std::string KnownDevices::damaged_file(const std::string& state_directory) {
  return known_devices_path(state_directory) + ".damaged";
}

std::vector<KnownDevice> KnownDevices::read(const std::string& state_directory) {
  return Reader(known_devices_path(state_directory)).read();
}

/// Cards seen meanwhile are newer than the file.
bool KnownDevices::loaded() {
  if (!loading_) return true;
  {
    const std::lock_guard lock(loading_->mutex);
    if (!loading_->known) return false;
    std::swap(known_, *loading_->known);
  }
  const auto seen = std::move(*std::exchange(loading_, nullptr)->known);
  for (const auto& one : seen) {
    const auto it = find_known(known_, one.device);
    if (it == known_.end()) {
      known_.push_back(one);
    } else {
      const auto before = std::exchange(*it, one);
      keep_facts(before.device, it->device);
    }
  }
  seen_.clear();
  return true;
}

/// The identity of a card has to survive a power cut, since parameters depend on it; its last state
/// need not.
void KnownDevices::changed(Durable durable) {
  if (unsaved_ != Durable::yes) unsaved_ = durable;
}

void KnownDevices::save_changes() {
  if (!unsaved_ || !loaded()) return;  // else the contents of the file would be lost
  const auto durable = *std::exchange(unsaved_, std::nullopt);
  json list = json::array();
  for (const auto& known : known_) list.push_back(to_json(known));
  // Two names: a write that need not be durable must not replace one that has to be.
  writing_ = path_ + (durable == Durable::yes ? " for ever" : "");
  Disk::instance().post(writing_, [path = path_, document = json{{"devices", list}}, durable] {
    return write_json(path, document, durable);
  });
}

sys::Status KnownDevices::saved() const { return Disk::instance().posted(writing_); }

/// As find_known(), but immediate for a card in its old slot.
std::vector<KnownDevice>::iterator KnownDevices::find(const Device& device) {
  const auto seen = seen_.find(device.address);
  if (seen != seen_.end()) {
    const auto& known = known_[seen->second];
    if (known.present && known.device.address == device.address && same_card(known.device, device))
      return known_.begin() + static_cast<std::ptrdiff_t>(seen->second);
  }
  const auto it = find_known(known_, device);
  if (it != known_.end()) seen_[device.address] = static_cast<std::size_t>(it - known_.begin());
  return it;
}

void KnownDevices::forget_one_if_full() {
  if (known_.size() < kMost) return;
  const auto absent = std::find_if(known_.begin(), known_.end(),
                                   [](const KnownDevice& known) { return !known.present; });
  if (absent == known_.end()) return;
  known_.erase(absent);
  seen_.clear();
}

void KnownDevices::saw(const Device& device, std::string_view state, std::uint64_t now_usec) {
  const auto it = find(device);
  KnownDevice seen{.device = remembered(device),
                   .last_seen_usec = now_usec,
                   .last_state = std::string(state),
                   .present = true};
  if (it == known_.end()) {
    if (device.binding.driver.empty()) return;  // hardly anything is known of it without one
    forget_one_if_full();
    known_.push_back(std::move(seen));
    seen_[device.address] = known_.size() - 1;
    return changed(Durable::yes);
  }
  it->present = true;
  // Its own driver knows most about it: another one, or none, has nothing to add.
  if (it->device.managed() && !device.managed()) return;
  keep_facts(it->device, seen.device);
  if (same_facts(*it, seen)) return;
  const auto durable = it->device == seen.device ? Durable::no : Durable::yes;
  *it = std::move(seen);
  changed(durable);
}

void KnownDevices::left(const PciAddress& address, std::uint64_t now_usec) {
  bool any = false;
  for (auto& known : known_) {
    if (!known.present || known.device.address != address) continue;
    known.present = false;
    known.last_seen_usec = now_usec;
    any = true;
  }
  if (any) changed(Durable::no);
}

void KnownDevices::stop(std::uint64_t now_usec) {
  bool any = false;
  for (auto& known : known_) {
    if (!known.present) continue;
    known.last_seen_usec = now_usec;
    any = true;
  }
  if (any) changed(Durable::no);
  save_changes();
  Disk::instance().flush(kPatience);
}

std::vector<Device> KnownDevices::devices() const {
  std::vector<Device> out;
  for (const auto& known : known_) out.push_back(known.device);
  return out;
}

}  // namespace rmcp::state
