// SPDX-License-Identifier: MIT
// Checks the form of answers, then gives them their shape.
#include "client/source/answers.hpp"

#include "client/document/shape.hpp"
#include "lib/gpu/pci_address.hpp"
#include "lib/plan/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rmcp::client {
namespace {

constexpr const char* kRowLists[] = {"PolicyDiagnostics", "RuleAdvice", "LibraryDiagnostics"};

bool is_address(const std::string& text) { return parse_pci_address(text).has_value(); }

bool all_are_lists(const Json& rows) {
  return rows.is_array() &&
         std::all_of(rows.begin(), rows.end(), [](const Json& row) { return row.is_array(); });
}

bool has_texts(const Json& properties, std::initializer_list<const char*> names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const char* name) { return !text(properties, name).empty(); });
}

/// A device among managed objects: null if the object is none, nothing if it is an odd one.
std::optional<Json> device_at(const std::string& path, Json& interfaces) {
  if (!interfaces.is_object()) return std::nullopt;
  const auto it = interfaces.find(kDeviceInterface);
  if (it == interfaces.end()) return Json();
  if (!it->is_object()) return std::nullopt;
  auto properties = snake_case_keys(std::move(*it));
  const auto address = address_of(path);
  const bool sound = !address.empty() && text(properties, "address") == address &&
                     has_shape(properties, keys_of<DeviceView>());
  if (!sound) return std::nullopt;
  return shape(std::move(properties), keys_of<DeviceView>());
}

bool is_change(const Json& outcome) {
  const auto result = parse_result(text(outcome, "result"));
  return result && is_write(*result);
}

std::string field_of(const Json& rows, const std::string& address, std::string_view key) {
  for (const auto& row : rows)
    if (text(row, "address") == address) return text(row, key);
  return "";
}

}  // namespace

Failure odd_answer(std::string_view member) {
  return Failure(
      fmt::format("{}: unexpected answer: rmcpd and rmcpctl may be of different versions", member));
}

Expected<Json> only(Reply reply, std::string_view member) {
  if (!reply) return tl::unexpected(reply.error());
  if (reply->size() != 1) return tl::unexpected(odd_answer(member));
  return std::move(reply->front());
}

Expected<Json> records_in(Reply reply, std::string_view member, std::span<const Key> keys) {
  auto records = only(std::move(reply), member);
  if (!records) return records;
  if (!records->is_array() || !has_shape(*records, keys)) return tl::unexpected(odd_answer(member));
  return shape(std::move(*records), keys);
}

Expected<Json> rows_in(Reply reply) {
  const auto rows = only(std::move(reply), "List");
  if (!rows) return rows;
  auto devices = all_are_lists(*rows) ? named(*rows, row_keys()) : Json();
  const bool sound =
      devices.is_array() && std::all_of(devices.begin(), devices.end(), [](const Json& device) {
        return is_address(text(device, "address"));
      });
  if (!sound) return tl::unexpected(odd_answer("List"));
  return device_rows(std::move(devices));
}

Expected<std::string> device_path_in(Reply reply) {
  const auto path = only(std::move(reply), "FindDevice");
  if (!path) return tl::unexpected(path.error());
  if (!path->is_string() || address_of(path->get_ref<const std::string&>()).empty())
    return tl::unexpected(odd_answer("FindDevice"));
  return path->get<std::string>();
}

Expected<Json> devices_in(Reply reply, std::span<const std::string> paths, bool all) {
  constexpr std::string_view kMember = "GetManagedObjects";
  auto objects = only(std::move(reply), kMember);
  if (!objects) return objects;
  if (!objects->is_object()) return tl::unexpected(odd_answer(kMember));
  std::vector<std::pair<std::string, Json>> found;
  for (auto& [path, interfaces] : objects->items()) {
    auto device = device_at(path, interfaces);
    if (!device) return tl::unexpected(odd_answer(kMember));
    const bool wanted = all || std::find(paths.begin(), paths.end(), path) != paths.end();
    if (wanted && !device->is_null()) found.emplace_back(path, std::move(*device));
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  Json devices = Json::array();
  for (auto& [path, device] : found) devices.push_back(std::move(device));
  return devices;
}

Expected<Json> manager_in(Reply reply) {
  auto properties = only(std::move(reply), "GetAll");
  if (!properties) return properties;
  const auto odd = tl::unexpected(odd_answer("GetAll"));
  if (!has_texts(*properties, {"Version", "Mode", "PolicyState"})) return odd;
  for (const auto* name : kRowLists) {
    const auto it = properties->find(name);
    if (it == properties->end()) continue;
    auto diagnostics = all_are_lists(*it) ? named(*it, keys_of<Diagnostic>()) : Json();
    if (!diagnostics.is_array() || !has_shape(diagnostics, keys_of<Diagnostic>())) return odd;
    *it = std::move(diagnostics);
  }
  if (!has_shape(items(*properties, "Programs"), keys_of<ProgramExport>())) return odd;
  return properties;
}

Expected<Json> reports_of(Json outcomes, const Json& rows, std::string_view member) {
  if (!outcomes.is_object()) return tl::unexpected(odd_answer(member));
  Json document{{"devices", Json::array()}, {"changed", false}};
  for (auto& [address, of_device] : outcomes.items()) {
    const bool sound =
        is_address(address) && of_device.is_array() && has_shape(of_device, keys_of<Outcome>());
    if (!sound) return tl::unexpected(odd_answer(member));
    if (std::any_of(of_device.begin(), of_device.end(), is_change)) document["changed"] = true;
    document["devices"].push_back(Json{{"address", address},
                                       {"alias", field_of(rows, address, "alias")},
                                       {"name", field_of(rows, address, "name")},
                                       {"outcomes", shape(of_device, keys_of<Outcome>())}});
  }
  return document;
}

}  // namespace rmcp::client
