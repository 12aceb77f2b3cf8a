// SPDX-License-Identifier: MIT
// The same probe, resolver and planner as the daemon's, run once for every device.
#include "daemon/offline.hpp"

#include "daemon/backend/sysfs_attribute.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/device/monitor.hpp"
#include "daemon/device/probe.hpp"
#include "daemon/engine/job.hpp"
#include "daemon/engine/library_keeper.hpp"
#include "daemon/engine/policy_keeper.hpp"
#include "daemon/offline_module.hpp"
#include "daemon/publish/default_folder.hpp"
#include "daemon/state/known_devices.hpp"
#include "lib/plan/rule_text.hpp"
#include "lib/records/neighbours.hpp"
#include "lib/records/record.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>

namespace rmcp {
namespace {

using nlohmann::ordered_json;

/// An answer that is an error: printed as one, and the exit status with it.
struct Problem : std::runtime_error {
  Problem(std::string error_name, int exit_status, const std::string& message)
      : std::runtime_error(message), name(std::move(error_name)), status(exit_status) {}
  std::string name;
  int status;
};

constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kNoSuchDevice = 4;

ordered_json to_json(const Record& record) {
  ordered_json out = ordered_json::object();
  for (const auto& [key, field] : record) {
    std::visit([&out, &key = key](const auto& value) { out[key] = value; }, field);
  }
  return out;
}

template <class Range>
ordered_json to_json_list(const Range& range) {
  auto out = ordered_json::array();
  for (const auto& item : range) out.push_back(to_json(describe(item)));
  return out;
}

template <class Map>
ordered_json values_to_json(const Map& map) {
  auto out = ordered_json::array();
  for (const auto& [name, item] : map) out.push_back(to_json(describe(item)));
  return out;
}

class Offline {
 public:
  explicit Offline(const Options& options)
      : paths_(options.paths),
        keeper_(options.paths, ::geteuid(), engine::PolicyKeeper::Keep::no),
        machine_(device::read_machine(options.paths)) {
    keeper_.load();
  }

  ordered_json answer(const std::vector<std::string>& arguments) {
    static const std::map<std::string, ordered_json (Offline::*)(const std::string&)> verbs{
        {"list", &Offline::list},
        {"known", &Offline::known},
        {"show", &Offline::show},
        {"plan", &Offline::plan},
        {"new", &Offline::new_policy},
        {"capture", &Offline::captured_policy},
        {"kernel", &Offline::kernel},
        {"knobs", &Offline::knob_table},
        {"libraries", &Offline::libraries},
        {"libraries-full", &Offline::libraries_full},
        {"profiles", &Offline::profiles},
        {"config-check", &Offline::config_check},
        {"config-show", &Offline::config_show},
        {"config-cat", &Offline::config_cat},
    };
    const auto it = arguments.empty() ? verbs.end() : verbs.find(arguments.front());
    if (it == verbs.end() || arguments.size() > 2)
      throw Problem("Usage", kUsage, "rmcpd --offline: unknown question");
    return (this->*it->second)(arguments.size() == 2 ? arguments[1] : "");
  }

 private:
  struct Looked {
    DeviceView view;
    Plan plan;
  };

  /// Global parameters depend on all cards, so they are looked at once and for all.
  const ModuleState& module() {
    if (!module_) module_ = look_at_module(paths_, keeper_.policy());
    return *module_;
  }

  std::shared_ptr<const std::vector<LibrarySet>> sets() {
    const auto& found = registry();
    return {found, &found->sets};
  }

  const std::shared_ptr<const engine::LibrarySets>& registry() {
    if (!registry_)
      registry_ = std::make_shared<const engine::LibrarySets>(
          engine::look_at_libraries(paths_, ::geteuid()));
    return registry_;
  }

  void add_parameters(engine::JobResult& result) {
    const auto id = card_id(result.device);
    if (!id) return;
    for (auto& step : parameter_steps(result.desired, id->key(), &module())) {
      result.report.outcomes.push_back(unexecuted_outcome(step, "planned"));
      result.plan.steps.push_back(std::move(step));
    }
  }

  Looked look(const std::string& syspath) {
    backend::SysfsAttribute backend;
    engine::JobControl control;
    engine::Job job;
    job.paths = paths_;
    job.boot_id = sys::read_attribute(paths_.proc + "/sys/kernel/random/boot_id").value_or("");
    job.syspath = syspath;
    job.verb = engine::Look{"planned"};
    job.reason = Reason::request;
    job.notes = std::make_shared<state::Notes>(paths_);
    job.policy = keeper_.policy();
    job.sets = sets();
    job.machine = machine_;
    auto result = engine::run(job, backend, control);
    add_parameters(result);
    Looked out{.view = {}, .plan = std::move(result.plan)};
    out.view.device = std::move(result.device);
    out.view.desired = std::move(result.desired);
    out.view.overlay = std::move(result.overlay);
    out.view.library = std::move(result.library);
    const auto* set = find_set(*sets(), out.view.library.set);
    out.view.set = set == nullptr ? std::nullopt : std::optional(*set);
    out.view.last = std::move(result.report);
    out.view.state = !out.view.device.managed() ? State::unmanaged
                     : !result.settling.empty() ? State::settling
                     : result.held              ? State::held
                                                : state_of(out.view.last);
    out.view.note = result.settling.empty() ? note_of(out.view.last) : result.settling;
    return out;
  }

  static std::vector<const DeviceView*> views_of(const std::vector<Looked>& all) {
    std::vector<const DeviceView*> views;
    for (const auto& looked : all) views.push_back(&looked.view);
    return views;
  }

  std::vector<Looked> look_at_all() {
    std::vector<Looked> all;
    for (const auto& syspath : device::enumerate()) {
      auto looked = look(syspath);
      if (looked.view.device.vendor == kVendorAmd) all.push_back(std::move(looked));
    }
    Neighbours neighbours;
    for (const auto& looked : all) neighbours.put(looked.view.device);
    for (auto& looked : all) neighbours.complete(looked.view);
    return all;
  }

  /// All devices, or those that the pattern means: one, or it is an error.
  std::vector<Looked> chosen(const std::string& pattern) {
    auto all = look_at_all();
    if (pattern.empty()) return all;
    const auto found = find_devices(views_of(all), pattern);
    if (found.empty())
      throw Problem("NoSuchDevice", kNoSuchDevice, fmt::format("no device matches '{}'", pattern));
    if (found.size() > 1) {
      std::vector<std::string> names;
      for (const auto& address : found) names.push_back(to_string(address));
      throw Problem(
          "AmbiguousDevice", kNoSuchDevice,
          fmt::format("'{}' matches several devices: {}", pattern, fmt::join(names, ", ")));
    }
    std::erase_if(
        all, [&](const Looked& looked) { return looked.view.device.address != found.front(); });
    return all;
  }

  ordered_json list(const std::string&) {
    auto rows = ordered_json::array();
    for (const auto& looked : look_at_all()) {
      const auto r = row_of(looked.view);
      rows.push_back({{"address", r.address},
                      {"name", r.name},
                      {"gfx", r.gfx},
                      {"driver", r.driver},
                      {"profile", r.profile},
                      {"state", r.state},
                      {"note", r.note},
                      {"alias", r.alias}});
    }
    return {{"devices", rows},
            {"policy_state", to_string(keeper_.state())},
            {"mode", to_string(mode())},
            {"diagnostics", to_json_list(keeper_.diagnostics())}};
  }

  ordered_json known(const std::string&) {
    auto cards = state::KnownDevices::read(paths_.state);
    for (const auto& looked : look_at_all()) {
      const auto it = find_known(cards, looked.view.device);
      if (it != cards.end()) it->present = true;
    }
    return {{"devices", to_json_list(cards)}};
  }

  ordered_json show(const std::string& pattern) {
    auto devices = ordered_json::array();
    for (const auto& looked : chosen(pattern)) {
      auto device = to_json(describe(looked.view));
      device["kfd_nodes"] = to_json_list(looked.view.device.kfd_nodes);
      device["library_set"] = to_json(describe_library(looked.view));
      device["overrides"] = to_json_list(looked.view.overlay.settings);
      device["advice"] = to_json_list(looked.view.advice);
      device["settings"] = values_to_json(looked.view.desired.settings);
      device["last_outcomes"] = to_json_list(looked.view.last.outcomes);
      devices.push_back(std::move(device));
    }
    const auto choice = choose_default_library(keeper_.policy()->default_library, *sets());
    return {{"devices", devices},
            {"policy_state", to_string(keeper_.state())},
            {"mode", to_string(mode())},
            {"diagnostics", to_json_list(keeper_.diagnostics())},
            {"default_library",
             to_json(describe(publish::state_in(publish::DefaultFolder(paths_.state), choice)))},
            {"library_diagnostics", to_json_list(registry()->diagnostics)}};
  }

  ordered_json libraries(const std::string& name) {
    return libraries_of(engine::look_at_libraries(paths_, ::geteuid()), name);
  }

  ordered_json libraries_full(const std::string& name) {
    return libraries_of(engine::look_at_libraries(paths_, ::geteuid(), verify::Depth::full, name),
                        name);
  }

  static ordered_json libraries_of(engine::LibrarySets found, const std::string& name) {
    if (!name.empty())
      std::erase_if(found.sets, [&](const LibrarySet& set) { return set.name != name; });
    if (!name.empty() && found.sets.empty())
      throw Problem("Failed", kFailed, fmt::format("no library set is called '{}'", name));
    return {{"libraries", to_json_list(found.sets)},
            {"diagnostics", to_json_list(found.diagnostics)}};
  }

  ordered_json plan(const std::string& pattern) {
    auto devices = ordered_json::array();
    for (const auto& looked : chosen(pattern)) {
      devices.push_back({{"address", to_string(looked.view.device.address)},
                         {"alias", looked.view.device.alias},
                         {"name", looked.view.device.name},
                         {"steps", to_json_list(looked.plan.steps)},
                         {"advice", to_json_list(looked.view.advice)}});
    }
    return {{"devices", devices}};
  }

  ordered_json new_policy(const std::string& pattern) { return on_paper(pattern, new_rule); }
  ordered_json captured_policy(const std::string& pattern) {
    return on_paper(pattern, captured_rule);
  }

  ordered_json on_paper(const std::string& pattern, std::string (*text)(const CardOnPaper&)) {
    const auto all = look_at_all();
    const auto device = chosen(pattern).front().view.device;
    if (!device.managed()) {
      throw Problem("Failed", kFailed,
                    fmt::format("{}: unmanaged: not bound to amdgpu", to_string(device.address)));
    }
    std::vector<const Device*> present;
    for (const auto& looked : all) present.push_back(&looked.view.device);
    backend::SysfsAttribute backend;
    Readings readings;
    for (const auto& name : knobs_on_paper())
      readings[name] = backend.read(device, *find_knob(name), backend::Wake::no);
    return {{"address", to_string(device.address)}, {"text", text({device, present, readings})}};
  }

  ordered_json kernel(const std::string&) {
    auto document = to_json(describe(module()));
    document["parameters"] = to_json_list(module().rows);
    return document;
  }

  ordered_json knob_table(const std::string&) { return {{"knobs", to_json_list(knobs())}}; }

  ordered_json profiles(const std::string&) {
    return {{"profiles", values_to_json(keeper_.policy()->profiles)}};
  }

  ordered_json config_check(const std::string&) {
    return {{"ok", keeper_.state() == engine::PolicyState::valid},
            {"rules", keeper_.policy()->rules.size()},
            {"profiles", keeper_.policy()->profiles.size()},
            {"diagnostics", to_json_list(with_advice_about_devices())}};
  }

  /// Some advice can only be given about the cards that are here.
  std::vector<Diagnostic> with_advice_about_devices() {
    auto all = keeper_.diagnostics();
    if (keeper_.state() != engine::PolicyState::valid) return all;
    for (const auto& looked : look_at_all()) {
      for (const auto& advice : looked.view.advice) {
        if (advice.everywhere) continue;
        const auto address = to_string(looked.view.device.address);
        all.push_back(
            {Severity::advice, advice.origin, fmt::format("{}: {}", address, to_string(advice))});
      }
    }
    return all;
  }

  ordered_json config_show(const std::string&) {
    auto rules = ordered_json::array();
    for (const auto& rule : keeper_.policy()->rules) {
      rules.push_back({{"name", rule.name},
                       {"file", rule.origin.file},
                       {"line", rule.origin.line},
                       {"description", rule.description},
                       {"use", names_of(rule.use)},
                       {"unset", rule.unset},
                       {"settings", to_json_list(rule.settings)}});
    }
    auto aliases = ordered_json::array();
    for (const auto& alias : keeper_.policy()->aliases) {
      aliases.push_back(
          {{"name", alias.name}, {"file", alias.origin.file}, {"line", alias.origin.line}});
    }
    return {{"policy_state", to_string(keeper_.state())},
            {"aliases", aliases},
            {"rules", rules},
            {"profiles", values_to_json(keeper_.policy()->profiles)}};
  }

  ordered_json config_cat(const std::string&) {
    auto files = ordered_json::array();
    for (const auto& file : toml::read_sources(paths_.config, ::geteuid()).files) {
      files.push_back({{"path", file.path}, {"text", file.text}});
    }
    return {{"files", files}};
  }

  config::Mode mode() const {
    const auto configured = config::load_settings(paths_.config, ::geteuid()).settings.mode;
    return config::mode_from_cmdline(sys::read_attribute(paths_.proc + "/cmdline").value_or(""),
                                     configured);
  }

  sys::Paths paths_;
  engine::PolicyKeeper keeper_;
  Machine machine_;
  std::optional<ModuleState> module_;
  std::shared_ptr<const engine::LibrarySets> registry_;
};

void print(const ordered_json& document) {
  const auto text = document.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fputc('\n', stdout);
}

}  // namespace

int run_offline(const Options& options) {
  try {
    print(Offline(options).answer(options.arguments));
    return 0;
  } catch (const Problem& problem) {
    print({{"error", {{"name", problem.name}, {"message", problem.what()}}}});
    return problem.status;
  }
}

}  // namespace rmcp
