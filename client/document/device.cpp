// SPDX-License-Identifier: MIT
// Reads the fields that lib/records writes; a missing or invalid field counts as not known.
#include "client/document/device.hpp"

#include "client/document/json.hpp"

#include <charconv>

namespace rmcp::client {
namespace {

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> out;
  for (const auto& value : list)
    if (value.is_string()) out.push_back(value.get<std::string>());
  return out;
}

std::map<std::string, std::string> values(const Json& object) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : object.items())
    if (value.is_string()) out[name] = value.get<std::string>();
  return out;
}

std::optional<bool> fact(const Json& object, std::string_view key) {
  const auto at = object.find(std::string(key));
  return at != object.end() && at->is_boolean() ? std::optional(at->get<bool>()) : std::nullopt;
}

std::optional<std::uint64_t> hexadecimal(const std::string& text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return whole && value != 0 ? std::optional(value) : std::nullopt;
}

/// `1002:73ff`; zeros if it is not that.
PciIds ids_of(const std::string& text) {
  PciIds out;
  if (text.size() != 9 || text[4] != ':') return out;
  out.vendor = static_cast<std::uint16_t>(hexadecimal(text.substr(0, 4)).value_or(0));
  out.device = static_cast<std::uint16_t>(hexadecimal(text.substr(5)).value_or(0));
  return out;
}

KfdNode node_of(const Json& record) {
  return {.node = static_cast<unsigned>(number(record, "node")),
          .gpu_id = static_cast<std::uint32_t>(number(record, "gpu_id")),
          .render_minor = static_cast<unsigned>(number(record, "render_minor")),
          .simd_count = static_cast<std::uint32_t>(number(record, "simd_count"))};
}

Device facts_of(const Json& document) {
  Device out;
  out.address = parse_pci_address(text(document, "address")).value_or(PciAddress{});
  out.alias = text(document, "alias");
  out.name = text(document, "name");
  out.pci = ids_of(text(document, "pci_id"));
  out.binding.driver = text(document, "driver");
  out.gfx = parse_gfx(text(document, "gfx"));
  out.placement.apu = fact(document, "apu");
  out.placement.external = fact(document, "external");
  out.identity.unique_id = hexadecimal(text(document, "unique_id"));
  out.nodes.card = text(document, "card");
  out.nodes.render = texts(items(document, "render_nodes"));
  for (const auto& node : items(document, "kfd_nodes")) out.nodes.kfd.push_back(node_of(node));
  return out;
}

LibraryChoice choice_of(const Json& record) {
  return {.use = parse_use(text(record, "use")).value_or(LibraryChoice::Use::none),
          .set = text(record, "name"),
          .reason = text(record, "reason"),
          .problem = text(record, "problem"),
          .caveats = texts(items(record, "caveats"))};
}

/// The set that is chosen or refused; empty when its files are not known.
std::optional<LibrarySet> set_of(const Json& record) {
  if (text(record, "name").empty() || text(record, "prefix").empty()) return std::nullopt;
  LibrarySet out;
  out.name = text(record, "name");
  out.prefix = text(record, "prefix");
  out.rocm_version = text(record, "rocm_version");
  out.found.state = parse_set_state(text(record, "state")).value_or(SetState::ok);
  if (const auto problem = text(record, "problem"); !problem.empty())
    out.found.reasons.push_back(problem);
  for (const auto& file : items(record, "libraries")) {
    SetLibrary library;
    library.file = text(file, "file");
    library.soname = text(file, "soname");
    library.build_id = text(file, "build_id");
    out.libraries.push_back(std::move(library));
  }
  for (const auto& file : texts(items(record, "companions")))
    out.found.companions.push_back({file});
  const auto archived = texts(items(record, "archived_code"));
  const auto& unread = object(record, "unread_code");
  out.found.foreign_runtime = text(record, "foreign_runtime");
  out.found.links = text(record, "links");
  for (const auto& [component, targets] : object(record, "code").items())
    out.code.push_back({.component = component,
                        .targets = texts(targets),
                        .unread = texts(items(unread, component)),
                        .in_archives = std::ranges::find(archived, component) != archived.end()});
  out.found.data_variables = values(object(record, "data_variables"));
  out.environment = values(object(record, "environment"));
  return out;
}

/// Its knob and value stay in the document.
Setting name_and_origin(const Json& record) {
  Setting out;
  out.name = text(record, "knob");
  out.origin.file = text(record, "file");
  out.origin.line = static_cast<unsigned>(number(record, "line"));
  return out;
}

}  // namespace

DeviceView device_of(const Json& document) {
  DeviceView out;
  out.device = facts_of(document);
  out.state = parse_state(text(document, "state")).value_or(State::settling);
  for (auto& [name, value] : values(object(document, "published"))) out.published[name] = value;
  for (const auto& setting : items(document, "settings"))
    out.desired.settings[text(setting, "knob")] = name_and_origin(setting);
  const auto& library = object(document, "library_set");
  out.library = choice_of(library);
  out.set = set_of(library);
  return out;
}

std::vector<DeviceView> devices_of(const Json& list) {
  std::vector<DeviceView> out;
  for (const auto& document : list) out.push_back(device_of(document));
  return out;
}

}  // namespace rmcp::client
