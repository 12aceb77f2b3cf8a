// SPDX-License-Identifier: MIT
// The facts that are available without the daemon.
#include "client/source/offline_source.hpp"

#include "client/document/json.hpp"
#include "client/document/shape.hpp"
#include "client/source/process.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

Expected<Json> understand(const Finished& finished, const std::string& what) {
  auto document = Json::parse(finished.output, nullptr, false);
  if (!document.is_object())
    return tl::unexpected(
        Failure(fmt::format("{}: no answer, exit status {}", what, finished.exit_status)));
  if (const auto error = document.find("error"); error != document.end())
    return tl::unexpected(bus_failure(text(*error, "name"), text(*error, "message")));
  if (finished.exit_status != 0)
    return tl::unexpected(Failure(fmt::format("{}: exit status {}", what, finished.exit_status)));
  return document;
}

void add_new(Json& devices, const Json& more) {
  for (const auto& device : more) {
    const auto same = [&](const Json& d) { return text(d, "address") == text(device, "address"); };
    if (std::none_of(devices.begin(), devices.end(), same)) devices.push_back(device);
  }
}

Json devices_in(const Json& document) {
  return shape(items(document, "devices"), keys_of<DeviceView>());
}

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

OfflineSource::OfflineSource(std::string config_dirs)
    : OfflineSource(libexec_program("rmcpd"), std::move(config_dirs)) {}

OfflineSource::OfflineSource(std::string program, std::string config_dirs)
    : program_(std::move(program)), config_dirs_(std::move(config_dirs)) {}

Expected<Json> OfflineSource::run(std::vector<std::string> verb) {
  std::vector<std::string> arguments{"rmcpd"};
  if (!config_dirs_.empty()) arguments.push_back("--config-dirs=" + config_dirs_);
  arguments.push_back("--offline");
  const auto what = "rmcpd --offline " + verb.front();
  for (auto& word : verb) arguments.push_back(std::move(word));
  const auto finished = run_program(program_, arguments);
  if (!finished) return tl::unexpected(finished.error());
  return understand(*finished, what);
}

Expected<Json> OfflineSource::run_each(const std::string& verb, const Patterns& patterns) {
  if (patterns.empty()) return run({verb});
  Json all = Json::object();
  for (const auto& pattern : patterns) {
    auto document = run({verb, pattern});
    if (!document) return document;
    if (all.empty())
      all = std::move(*document);
    else
      add_new(all["devices"], items(*document, "devices"));
  }
  return all;
}

Expected<Json> OfflineSource::list() {
  auto document = run({"list"});
  if (document) (*document)["devices"] = device_rows(items(*document, "devices"));
  return document;
}

Expected<Json> OfflineSource::readings(const std::string& device,
                                       const std::vector<std::string>& knobs) {
  auto document = run({"get", device});
  if (!document) return document;
  auto wanted = Json::array();
  for (const auto& read : items(*document, "knobs"))
    if (is_among(knobs, text(read, "knob"))) wanted.push_back(read);
  (*document)["knobs"] = std::move(wanted);
  return document;
}

Expected<Json> OfflineSource::known() { return run({"known"}); }

Expected<Json> OfflineSource::show(const Patterns& patterns) {
  auto document = run_each("show", patterns);
  if (!document) return document;
  return Json{{"devices", devices_in(*document)}};
}

Expected<Json> OfflineSource::status(const Patterns& patterns) {
  auto shown = run_each("status", patterns);
  if (!shown) return shown;
  auto devices = devices_in(*shown);
  for (auto& device : devices) device["steps"] = of_cards(items(device, "steps"));
  return Json{{"version", nullptr},
              {"policy_state", text(*shown, "policy_state")},
              {"mode", text(*shown, "mode")},
              {"diagnostics", items(*shown, "diagnostics")},
              {"rule_advice", items(*shown, "rule_advice")},
              {"co_writers", nullptr},
              {"overdrive_taints", is_true(*shown, "overdrive_taints")},
              {"default_library", shown->value("default_library", Json())},
              {"library_diagnostics", items(*shown, "library_diagnostics")},
              {"changed_files", nullptr},
              {"settling", nullptr},
              {"devices", std::move(devices)},
              {"programs", items(*shown, "programs")}};
}

Expected<Json> OfflineSource::plan(const Patterns& patterns) { return run_each("plan", patterns); }

Expected<Json> OfflineSource::kernel() { return run({"kernel"}); }

Expected<Json> OfflineSource::libraries() { return run({"libraries"}); }

Expected<Json> OfflineSource::libraries_full(const std::string& name) {
  return name.empty() ? run({"libraries-full"}) : run({"libraries-full", name});
}

Expected<Json> OfflineSource::profiles() { return run({"profiles"}); }

}  // namespace rmcp::client
