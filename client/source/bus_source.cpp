// SPDX-License-Identifier: MIT
// The daemon on the bus. Independent calls are in flight together.
#include "client/source/bus_source.hpp"

#include "client/document/json.hpp"
#include "client/document/shape.hpp"
#include "lib/plan/report.hpp"
#include "lib/sys/detached.hpp"
#include "lib/sys/stamps.hpp"

#include <fmt/format.h>

#include <systemd/sd-bus.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr std::uint64_t kPatientUsec = 5ULL * 60 * 1000 * 1000;  // a password, a sick GPU
constexpr std::uint64_t kGlanceUsec = 1'000'000;  // for what the rest can be shown without

constexpr std::size_t kInFlight = 8;  // the calls with options that rmcpd accepts from one caller

Request manager_call(const char* member) { return {kManagerPath, kManagerInterface, member}; }

int append_options(sd_bus_message* m, const BusSource::CallOptions& call_options) {
  int r = sd_bus_message_open_container(m, 'a', "{sv}");
  if (r >= 0 && call_options.interactive)
    r = sd_bus_message_append(m, "{sv}", "interactive", "b", 1);
  if (r >= 0 && call_options.keep) r = sd_bus_message_append(m, "{sv}", "keep", "b", 1);
  if (r >= 0 && call_options.force) r = sd_bus_message_append(m, "{sv}", "force", "b", 1);
  if (r >= 0 && call_options.revert_after > 0)
    r = sd_bus_message_append(m, "{sv}", "revert_after", "t", call_options.revert_after);
  return r < 0 ? r : sd_bus_message_close_container(m);
}

int append_paths(sd_bus_message* m, const std::vector<std::string>& paths) {
  int r = sd_bus_message_open_container(m, 'a', "o");
  for (const auto& path : paths)
    if (r >= 0) r = sd_bus_message_append_basic(m, 'o', path.c_str());
  return r < 0 ? r : sd_bus_message_close_container(m);
}

int append_texts(sd_bus_message* m, const std::vector<std::string>& texts) {
  int r = sd_bus_message_open_container(m, 'a', "s");
  for (const auto& text : texts)
    if (r >= 0) r = sd_bus_message_append_basic(m, 's', text.c_str());
  return r < 0 ? r : sd_bus_message_close_container(m);
}

int append_settings(sd_bus_message* m, const std::map<std::string, std::string>& settings) {
  int r = sd_bus_message_open_container(m, 'a', "{sv}");
  for (const auto& [name, value] : settings)
    if (r >= 0) r = sd_bus_message_append(m, "{sv}", name.c_str(), "s", value.c_str());
  return r < 0 ? r : sd_bus_message_close_container(m);
}

Request find_device(const std::string& pattern) {
  auto request = manager_call("FindDevice");
  request.append = [&pattern](sd_bus_message* m) {
    return sd_bus_message_append_basic(m, 's', pattern.c_str());
  };
  return request;
}

Request plan_of(const std::string& path, std::uint64_t patience) {
  return {path, kDeviceInterface, "Plan", [](sd_bus_message* m) { return append_options(m, {}); },
          patience};
}

/// The argument of an answer with exactly one.
Expected<Json> only(Reply reply) {
  if (!reply) return tl::unexpected(reply.error());
  if (reply->size() != 1) return tl::unexpected(Failure("unexpected answer from rmcpd"));
  return std::move(reply->front());
}

Json diagnostics_in(const Json& properties, const char* name) {
  return named(items(properties, name), keys_of<Diagnostic>());
}

void add_manager(Json& document, const Json& properties) {
  document["policy_state"] = text(properties, "PolicyState");
  document["mode"] = text(properties, "Mode");
  document["diagnostics"] = diagnostics_in(properties, "PolicyDiagnostics");
  document["rule_advice"] = diagnostics_in(properties, "RuleAdvice");
  document["co_writers"] = items(properties, "CoWriters");
  document["overdrive_taints"] = is_true(properties, "OverdriveTaints");
  document["default_library"] =
      shape(properties.value("DefaultLibrary", Json()), keys_of<DefaultLibraryState>());
  document["library_diagnostics"] = diagnostics_in(properties, "LibraryDiagnostics");
}

/// The devices in an object manager's answer, in the order of their addresses.
Json devices_of(const Json& objects, const std::vector<std::string>& wanted, bool all) {
  std::vector<std::pair<std::string, Json>> found;
  for (const auto& [path, interfaces] : objects.items()) {
    const auto it = interfaces.find(kDeviceInterface);
    if (it == interfaces.end()) continue;
    if (all || std::find(wanted.begin(), wanted.end(), path) != wanted.end())
      found.emplace_back(path, shape(snake_case_keys(*it), keys_of<DeviceView>()));
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  Json devices = Json::array();
  for (auto& [path, device] : found) devices.push_back(std::move(device));
  return devices;
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

bool is_change(const Json& outcome) {
  const auto result = parse_result(text(outcome, "result"));
  return result && is_write(*result);
}

std::string field_of(const Json& rows, const std::string& address, std::string_view key) {
  for (const auto& row : rows)
    if (text(row, "address") == address) return text(row, key);
  return "";
}

/// Reports, address to outcomes, as a document; names and aliases come from Manager.List.
Json reports_shape(const Json& reports, const Json& rows) {
  Json document{{"devices", Json::array()}, {"changed", false}};
  for (const auto& [address, outcomes] : reports.items()) {
    if (std::any_of(outcomes.begin(), outcomes.end(), is_change)) document["changed"] = true;
    document["devices"].push_back(Json{{"address", address},
                                       {"alias", field_of(rows, address, "alias")},
                                       {"name", field_of(rows, address, "name")},
                                       {"outcomes", shape(outcomes, keys_of<Outcome>())}});
  }
  return document;
}

}  // namespace

Expected<BusSource> BusSource::open(const std::string& host) {
  auto connection = Connection::open(host);
  if (!connection) return tl::unexpected(connection.error());
  return BusSource(std::move(*connection), !host.empty());
}

Expected<Json> BusSource::list() {
  const Request requests[] = {manager_call("List"), get_all(kManagerPath, kManagerInterface)};
  auto replies = connection_.call_all(requests);
  auto rows = only(std::move(replies[0]));
  if (!rows) return rows;
  auto properties = only(std::move(replies[1]));
  if (!properties) return properties;
  Json document{{"devices", named_rows(*rows)}};
  add_manager(document, *properties);
  return document;
}

Expected<Json> BusSource::known() {
  auto known = only(connection_.call(manager_call("ListKnown")));
  if (!known) return known;
  return Json{{"devices", shape(*known, keys_of<KnownDevice>())}};
}

Expected<std::vector<std::string>> BusSource::find(const Patterns& patterns) {
  std::vector<Request> requests;
  for (const auto& pattern : patterns) requests.push_back(find_device(pattern));
  std::vector<std::string> paths;
  for (auto& reply : connection_.call_all(requests)) {
    const auto found = only(std::move(reply));
    if (!found) return tl::unexpected(found.error());
    if (!found->is_string()) continue;
    const auto path = found->get<std::string>();
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  }
  return paths;
}

Expected<Json> BusSource::show(const Patterns& patterns) {
  const auto wanted = find(patterns);
  if (!wanted) return tl::unexpected(wanted.error());
  auto objects = only(connection_.call({kRootPath, kObjectManagerInterface, "GetManagedObjects"}));
  if (!objects) return objects;
  auto devices = devices_of(*objects, *wanted, patterns.empty());
  if (devices.size() < wanted->size()) return tl::unexpected(left(patterns));
  return Json{{"devices", std::move(devices)}};
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
    auto steps = it == addresses.end()
                     ? Expected<Json>(Json::array())
                     : only(std::move(replies[static_cast<std::size_t>(it - addresses.begin())]));
    device["steps"] = steps ? of_cards(shape(*steps, keys_of<Step>())) : Json();
  }
}

Expected<Json> BusSource::facts(const Patterns& patterns) {
  auto properties = only(connection_.call(get_all(kManagerPath, kManagerInterface)));
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
  auto properties = only(connection_.call(get_all(kManagerPath, kManagerInterface)));
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
    auto steps = only(std::move(replies[next++]));
    if (steps)
      entry["steps"] = shape(*steps, keys_of<Step>());
    else
      entry["error"] =
          Json{{"name", error_name(steps.error().code)}, {"message", steps.error().text}};
    entry["advice"] = items(device, "advice");
    document["devices"].push_back(std::move(entry));
  }
  document["rule_advice"] = diagnostics_in(*properties, "RuleAdvice");
  return document;
}

std::vector<Reply> BusSource::plans_of(const std::vector<std::string>& addresses,
                                       std::uint64_t patience) {
  std::vector<Request> requests;
  for (const auto& address : addresses) requests.push_back(plan_of(path_of(address), patience));
  std::vector<Reply> replies;
  for (std::size_t i = 0; i < requests.size(); i += kInFlight) {
    const auto some = std::span(requests).subspan(i, std::min(kInFlight, requests.size() - i));
    for (auto& reply : connection_.call_all(some)) replies.push_back(std::move(reply));
  }
  return replies;
}

void BusSource::add_policy(Json& document, const Json& properties) const {
  document["policy_state"] = text(properties, "PolicyState");
  document["diagnostics"] = diagnostics_in(properties, "PolicyDiagnostics");
  document["changed_files"] =
      remote_ ? Json() : changed_policy_files(items(properties, "PolicyFiles"));
}

Expected<Json> BusSource::readings(const std::string& device,
                                   const std::vector<std::string>& knobs) {
  auto shown = show({device});
  if (!shown) return shown;
  const auto& found = items(*shown, "devices").front();
  const auto address = text(found, "address");
  auto readings = only(connection_.call({path_of(address), kDeviceInterface, "Get",
                                         [&knobs](sd_bus_message* m) {
                                           const int r = append_texts(m, knobs);
                                           return r < 0 ? r : append_options(m, {});
                                         },
                                         kPatientUsec}));
  if (!readings) return readings;
  return Json{{"address", address},
              {"name", text(found, "name")},
              {"knobs", shape(*readings, keys_of<KnobReading>())}};
}

Expected<Json> BusSource::libraries() {
  const Request requests[] = {manager_call("ListLibraries"),
                              get_all(kManagerPath, kManagerInterface)};
  auto replies = connection_.call_all(requests);
  auto libraries = only(std::move(replies[0]));
  if (!libraries) return libraries;
  auto properties = only(std::move(replies[1]));
  if (!properties) return properties;
  return Json{{"libraries", shape(*libraries, keys_of<LibrarySet>())},
              {"diagnostics", diagnostics_in(*properties, "LibraryDiagnostics")}};
}

Expected<Json> BusSource::profiles() {
  auto profiles = only(connection_.call(manager_call("ListProfiles")));
  if (!profiles) return profiles;
  return Json{{"profiles", shape(*profiles, keys_of<Profile>())}};
}

Expected<Json> BusSource::kernel() {
  const auto reply = connection_.call(manager_call("ListParameters"));
  if (!reply) return tl::unexpected(reply.error());
  if (reply->size() != 2) return tl::unexpected(Failure("unexpected answer from rmcpd"));
  auto document = shape(reply->at(1), keys_of<ModuleState>());
  document["parameters"] = shape(reply->at(0), keys_of<ParameterRow>());
  return document;
}

Expected<Json> BusSource::knobs() {
  auto knobs = only(connection_.call(manager_call("ListKnobs")));
  if (!knobs) return knobs;
  return Json{{"knobs", shape(*knobs, keys_of<Knob>())}};
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
  auto reports = only(std::move(replies[1]));
  if (!reports) return reports;
  const auto rows = only(std::move(replies[0]));
  return reports_shape(*reports, rows ? named_rows(*rows) : Json::array());
}

Expected<Json> BusSource::apply(const Patterns& patterns, const CallOptions& call_options) {
  auto document = change("Apply", patterns, call_options);
  if (!document) return document;
  const auto properties = only(connection_.call(get_all(kManagerPath, kManagerInterface)));
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
  Request request{paths->front(), kDeviceInterface, member};
  request.timeout_usec = kPatientUsec;
  request.append = [&](sd_bus_message* m) {
    const int r = append(m);
    return r < 0 ? r : append_options(m, call_options);
  };
  const Request requests[] = {manager_call("List"), std::move(request)};
  auto replies = connection_.call_all(requests);
  auto outcomes = only(std::move(replies[1]));
  if (!outcomes) return outcomes;
  const auto rows = only(std::move(replies[0]));
  return reports_shape(Json{{address_of(paths->front()), *outcomes}},
                       rows ? named_rows(*rows) : Json::array());
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
  const auto reply = connection_.call(
      {path_of(address), kDeviceInterface, "Eject",
       [&call_options](sd_bus_message* m) { return append_options(m, call_options); },
       kPatientUsec});
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

Expected<Json> BusSource::rebind(const std::string& address, const CallOptions& call_options) {
  const auto reply = connection_.call(
      {path_of(address), kDeviceInterface, "Rebind",
       [&call_options](sd_bus_message* m) { return append_options(m, call_options); },
       kPatientUsec});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->size() != 2) return tl::unexpected(Failure("unexpected answer from rmcpd"));
  return Json{{"values", reply->at(0)}, {"remarks", reply->at(1)}};
}

Expected<void> BusSource::reload(const CallOptions& call_options) {
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
