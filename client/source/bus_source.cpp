// SPDX-License-Identifier: MIT
// The daemon on the bus. Independent calls are in flight together.
#include "client/source/bus_source.hpp"

#include "client/document/json.hpp"
#include "client/document/shape.hpp"
#include "client/source/answers.hpp"
#include "lib/sys/detached.hpp"
#include "lib/sys/stamps.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <systemd/sd-bus.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr std::uint64_t kGlanceUsec = 1'000'000;  // for what the rest can be shown without

constexpr std::size_t kInFlight = 8;  // the calls with options that rmcpd accepts from one caller

Request plan_of(const std::string& address, std::uint64_t patience) {
  return device_call(path_of(address), "Plan", {}, patience);
}

void add_manager(Json& document, const Json& properties) {
  document["policy_state"] = text(properties, "PolicyState");
  document["mode"] = text(properties, "Mode");
  document["diagnostics"] = items(properties, "PolicyDiagnostics");
  document["rule_advice"] = items(properties, "RuleAdvice");
  document["co_writers"] = items(properties, "CoWriters");
  document["overdrive_taints"] = is_true(properties, "OverdriveTaints");
  document["default_library"] =
      shape(object(properties, "DefaultLibrary"), keys_of<DefaultLibraryState>());
  document["library_diagnostics"] = items(properties, "LibraryDiagnostics");
}

Failure left(const Patterns& patterns) {
  return {Failure::Code::no_such_device,
          fmt::format("{}: {} left", fmt::join(patterns, ", "),
                      patterns.size() == 1 ? "the device" : "one of these devices")};
}

/// The files that were edited since the daemon has read them, by its property PolicyFiles; null if
/// that cannot be seen.
Json changed_policy_files(const Json& files) {
  std::vector<sys::Stamp> stamps;
  for (const auto& file : files)
    if (file.size() == 2 && file[0].is_string() && file[1].is_number_unsigned())
      stamps.push_back({file[0].get<std::string>(), file[1].get<std::uint64_t>()});
  // A file system that does not answer must not keep the answer of rmcpd from the user.
  constexpr std::chrono::seconds kPatience{1};
  const auto changed = sys::in_time<std::vector<std::string>>(
      kPatience, [stamps = std::move(stamps)] { return sys::changed_since(stamps, ".toml"); });
  return changed ? Json(*changed) : Json();
}

}  // namespace

Expected<BusSource> BusSource::open(const std::string& host) {
  auto connection = Connection::open(host);
  if (!connection) return tl::unexpected(connection.error());
  return BusSource(std::move(*connection), !host.empty());
}

Expected<Json> BusSource::manager() {
  return manager_in(connection_.call(get_all(kManagerPath, kManagerInterface)));
}

Expected<Json> BusSource::list() {
  const Request requests[] = {manager_call("List"), get_all(kManagerPath, kManagerInterface)};
  auto replies = connection_.call_all(requests);
  auto rows = rows_in(std::move(replies[0]));
  if (!rows) return rows;
  auto properties = manager_in(std::move(replies[1]));
  if (!properties) return properties;
  Json document{{"devices", std::move(*rows)}};
  add_manager(document, *properties);
  return document;
}

Expected<Json> BusSource::known() {
  auto known =
      records_in(connection_.call(manager_call("ListKnown")), "ListKnown", keys_of<KnownDevice>());
  if (!known) return known;
  return Json{{"devices", std::move(*known)}};
}

Expected<std::vector<std::string>> BusSource::find(const Patterns& patterns) {
  std::vector<Request> requests;
  for (const auto& pattern : patterns) requests.push_back(find_device(pattern));
  std::vector<std::string> paths;
  for (auto& reply : connection_.call_all(requests)) {
    auto path = device_path_in(std::move(reply));
    if (!path) return tl::unexpected(path.error());
    if (std::find(paths.begin(), paths.end(), *path) == paths.end())
      paths.push_back(std::move(*path));
  }
  return paths;
}

Expected<Json> BusSource::show(const Patterns& patterns) {
  const auto wanted = find(patterns);
  if (!wanted) return tl::unexpected(wanted.error());
  auto devices =
      devices_in(connection_.call({kRootPath, kObjectManagerInterface, "GetManagedObjects"}),
                 *wanted, patterns.empty());
  if (!devices) return devices;
  if (devices->size() < wanted->size()) return tl::unexpected(left(patterns));
  return Json{{"devices", std::move(*devices)}};
}

Expected<Json> BusSource::show_one(const std::string& pattern) {
  auto shown = show({pattern});
  if (!shown) return shown;
  return std::move((*shown)["devices"].front());
}

Expected<Json> BusSource::status(const Patterns& patterns) {
  auto document = facts(patterns);
  if (document) add_steps((*document)["devices"]);
  return document;
}

/// The steps of devices with settings: a device that does not answer soon has none.
void BusSource::add_steps(Json& devices) {
  std::vector<std::string> addresses;
  for (const auto& device : devices)
    if (!items(device, "settings").empty()) addresses.push_back(text(device, "address"));
  auto replies = plans_of(addresses, kGlanceUsec);
  for (auto& device : devices) {
    const auto it = std::find(addresses.begin(), addresses.end(), text(device, "address"));
    auto steps =
        it == addresses.end()
            ? Expected<Json>(Json::array())
            : records_in(std::move(replies[static_cast<std::size_t>(it - addresses.begin())]),
                         "Plan", keys_of<Step>());
    device["steps"] = steps ? of_cards(*steps) : Json();
  }
}

Expected<Json> BusSource::facts(const Patterns& patterns) {
  auto properties = manager();
  if (!properties) return properties;
  auto shown = show(patterns);
  if (!shown) return shown;
  Json document{{"version", text(*properties, "Version")}};
  add_manager(document, *properties);
  add_policy(document, *properties);
  document["settling"] = is_true(*properties, "Settling");
  document["devices"] = std::move((*shown)["devices"]);
  document["programs"] = shape(items(*properties, "Programs"), keys_of<ProgramExport>());
  return document;
}

Expected<Json> BusSource::plan(const Patterns& patterns) {
  auto shown = show(patterns);
  if (!shown) return shown;
  auto properties = manager();
  if (!properties) return properties;
  std::vector<std::string> addresses;
  for (const auto& device : items(*shown, "devices")) addresses.push_back(text(device, "address"));
  auto replies = plans_of(addresses, kPatientUsec);
  Json document;
  add_policy(document, *properties);
  document["devices"] = Json::array();
  std::size_t next = 0;
  for (const auto& device : items(*shown, "devices")) {
    Json entry{{"address", text(device, "address")},
               {"alias", text(device, "alias")},
               {"name", text(device, "name")}};
    auto steps = records_in(std::move(replies[next++]), "Plan", keys_of<Step>());
    if (steps)
      entry["steps"] = std::move(*steps);
    else
      entry["error"] =
          Json{{"name", error_name(steps.error().code)}, {"message", steps.error().text}};
    entry["advice"] = items(device, "advice");
    document["devices"].push_back(std::move(entry));
  }
  document["rule_advice"] = items(*properties, "RuleAdvice");
  return document;
}

std::vector<Reply> BusSource::plans_of(const std::vector<std::string>& addresses,
                                       std::uint64_t patience) {
  std::vector<Request> requests;
  for (const auto& address : addresses) requests.push_back(plan_of(address, patience));
  std::vector<Reply> replies;
  for (std::size_t i = 0; i < requests.size(); i += kInFlight) {
    const auto some = std::span(requests).subspan(i, std::min(kInFlight, requests.size() - i));
    for (auto& reply : connection_.call_all(some)) replies.push_back(std::move(reply));
  }
  return replies;
}

void BusSource::add_policy(Json& document, const Json& properties) const {
  document["policy_state"] = text(properties, "PolicyState");
  document["diagnostics"] = items(properties, "PolicyDiagnostics");
  document["changed_files"] =
      remote_ ? Json() : changed_policy_files(items(properties, "PolicyFiles"));
}

Expected<Json> BusSource::readings(const std::string& device,
                                   const std::vector<std::string>& knobs) {
  const auto shown = show_one(device);
  if (!shown) return shown;
  const auto address = text(*shown, "address");
  auto request = device_call(path_of(address), "Get", {});
  request.append = [&knobs](sd_bus_message* m) {
    const int r = append_texts(m, knobs);
    return r < 0 ? r : append_options(m, {});
  };
  auto readings = records_in(connection_.call(request), "Get", keys_of<KnobReading>());
  if (!readings) return readings;
  return Json{
      {"address", address}, {"name", text(*shown, "name")}, {"knobs", std::move(*readings)}};
}

Expected<Json> BusSource::libraries() {
  const Request requests[] = {manager_call("ListLibraries"),
                              get_all(kManagerPath, kManagerInterface)};
  auto replies = connection_.call_all(requests);
  auto libraries = records_in(std::move(replies[0]), "ListLibraries", keys_of<LibrarySet>());
  if (!libraries) return libraries;
  auto properties = manager_in(std::move(replies[1]));
  if (!properties) return properties;
  return Json{{"libraries", std::move(*libraries)},
              {"diagnostics", items(*properties, "LibraryDiagnostics")}};
}

Expected<Json> BusSource::profiles() {
  auto profiles = records_in(connection_.call(manager_call("ListProfiles")), "ListProfiles",
                             keys_of<Profile>());
  if (!profiles) return profiles;
  return Json{{"profiles", std::move(*profiles)}};
}

Expected<Json> BusSource::kernel() {
  auto reply = connection_.call(manager_call("ListParameters"));
  if (!reply) return tl::unexpected(reply.error());
  const bool sound = reply->size() == 2 && reply->at(0).is_array() &&
                     has_shape(reply->at(0), keys_of<ParameterRow>()) && reply->at(1).is_object() &&
                     has_shape(reply->at(1), keys_of<ModuleState>());
  if (!sound) return tl::unexpected(odd_answer("ListParameters"));
  auto document = shape(std::move(reply->at(1)), keys_of<ModuleState>());
  document["parameters"] = shape(std::move(reply->at(0)), keys_of<ParameterRow>());
  return document;
}

Expected<Json> BusSource::knobs() {
  auto knobs =
      records_in(connection_.call(manager_call("ListKnobs")), "ListKnobs", keys_of<Knob>());
  if (!knobs) return knobs;
  return Json{{"knobs", std::move(*knobs)}};
}

Expected<Json> BusSource::change(const char* member, const Patterns& patterns,
                                 const CallOptions& call_options) {
  const auto paths = find(patterns);
  if (!paths) return tl::unexpected(paths.error());
  auto request = manager_call(member);
  request.timeout_usec = kPatientUsec;
  request.append = [&](sd_bus_message* m) {
    const int r = append_paths(m, *paths);
    return r < 0 ? r : append_options(m, call_options);
  };
  const Request requests[] = {manager_call("List"), std::move(request)};
  auto replies = connection_.call_all(requests);
  auto reports = only(std::move(replies[1]), member);
  if (!reports) return reports;
  return reports_of(std::move(*reports), rows_in(std::move(replies[0])).value_or(Json::array()),
                    member);
}

Expected<Json> BusSource::apply(const Patterns& patterns, const CallOptions& call_options) {
  auto document = change("Apply", patterns, call_options);
  if (!document) return document;
  const auto properties = manager();
  if (properties) add_policy(*document, *properties);
  return document;
}

Expected<Json> BusSource::revert(const Patterns& patterns, const CallOptions& call_options) {
  return change("Revert", patterns, call_options);
}

Expected<Json> BusSource::confirm(const Patterns& patterns, const CallOptions& call_options) {
  return change("Confirm", patterns, call_options);
}

Expected<Json> BusSource::change_one(const char* member, const std::string& device,
                                     const CallOptions& call_options,
                                     const std::function<int(sd_bus_message*)>& append) {
  const auto paths = find({device});
  if (!paths) return tl::unexpected(paths.error());
  auto request = device_call(paths->front(), member, call_options);
  request.append = [&](sd_bus_message* m) {
    const int r = append(m);
    return r < 0 ? r : append_options(m, call_options);
  };
  const Request requests[] = {manager_call("List"), std::move(request)};
  auto replies = connection_.call_all(requests);
  auto outcomes = only(std::move(replies[1]), member);
  if (!outcomes) return outcomes;
  return reports_of(Json{{address_of(paths->front()), std::move(*outcomes)}},
                    rows_in(std::move(replies[0])).value_or(Json::array()), member);
}

Expected<Json> BusSource::set(const std::string& device,
                              const std::map<std::string, std::string>& settings,
                              const CallOptions& call_options) {
  return change_one("Set", device, call_options,
                    [&](sd_bus_message* m) { return append_settings(m, settings); });
}

Expected<Json> BusSource::unset(const std::string& device, const std::vector<std::string>& knobs,
                                const CallOptions& call_options) {
  return change_one("Unset", device, call_options,
                    [&](sd_bus_message* m) { return append_texts(m, knobs); });
}

Expected<Json> BusSource::use(const std::string& device, const std::string& profile,
                              const CallOptions& call_options) {
  return change_one("Use", device, call_options, [&](sd_bus_message* m) {
    return sd_bus_message_append_basic(m, 's', profile.c_str());
  });
}

Expected<void> BusSource::eject(const std::string& address, const CallOptions& call_options) {
  const auto reply = connection_.call(device_call(path_of(address), "Eject", call_options));
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

Expected<Json> BusSource::rebind(const std::string& address, const CallOptions& call_options) {
  auto reply = connection_.call(device_call(path_of(address), "Rebind", call_options));
  if (!reply) return tl::unexpected(reply.error());
  const bool sound = reply->size() == 2 && reply->at(0).is_object() && reply->at(1).is_array();
  if (!sound) return tl::unexpected(odd_answer("Rebind"));
  return Json{{"values", std::move(reply->at(0))}, {"remarks", std::move(reply->at(1))}};
}

Expected<void> BusSource::reload(const CallOptions& call_options) {
  // A daemon that answers nothing is not given the time that a password may take.
  if (const auto there = manager(); !there) return tl::unexpected(there.error());
  auto request = manager_call("Reload");
  request.timeout_usec = kPatientUsec;
  request.append = [&call_options](sd_bus_message* m) { return append_options(m, call_options); };
  const auto reply = connection_.call(request);
  if (!reply) return tl::unexpected(reply.error());
  // rmcpd makes a plan only after it has applied a policy that was read before.
  const auto rows = list();
  if (!rows) return tl::unexpected(rows.error());
  std::vector<std::string> addresses;
  for (const auto& row : items(*rows, "devices")) addresses.push_back(text(row, "address"));
  plans_of(addresses, kPatientUsec);
  return {};
}

}  // namespace rmcp::client
