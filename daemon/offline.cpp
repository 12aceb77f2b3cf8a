// SPDX-License-Identifier: MIT
// Uses the daemon's own probe, resolver and planner, once for every device.
#include "daemon/offline.hpp"

#include "daemon/backend/sysfs_attribute.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/engine/knob_readings.hpp"
#include "daemon/engine/library_keeper.hpp"
#include "daemon/offline_programs.hpp"
#include "daemon/publish/default_folder.hpp"
#include "daemon/shown_policy.hpp"
#include "daemon/survey.hpp"
#include "lib/plan/rule_text.hpp"
#include "lib/policy/library_advice.hpp"
#include "lib/records/record_json.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>

namespace rmcp {
namespace {

using nlohmann::ordered_json;

using Code = Failure::Code;

/// The answer is an error: it is printed as an error, and sets the exit status.
struct Refused {
  Failure failure;
};

template <class Range>
ordered_json to_json_list(const Range& range) {
  return to_json(describe_all(range));
}

template <class Map>
ordered_json values_to_json(const Map& map) {
  auto out = ordered_json::array();
  for (const auto& [name, item] : map) out.push_back(to_json(describe(item)));
  return out;
}

ordered_json libraries_of(engine::LibrarySets found, const std::string& name) {
  if (!name.empty())
    std::erase_if(found.sets, [&](const LibrarySet& set) { return set.name != name; });
  if (!name.empty() && found.sets.empty())
    throw Refused{{Code::failed, fmt::format("no library set is named '{}'", name)}};
  return {{"libraries", to_json_list(found.sets)},
          {"diagnostics", to_json_list(found.diagnostics)}};
}

/// One a line.
std::string errors_of(const engine::PolicyKeeper& keeper) {
  std::string out;
  for (const auto& d : keeper.diagnostics())
    if (d.severity == Severity::error) out += (out.empty() ? "" : "\n") + to_string(d);
  return out;
}

constexpr const char* kConfigCheck = "config-check";

/// `config-check FILE...`.
std::vector<std::string> files_to_check(const std::vector<std::string>& arguments) {
  const bool check = !arguments.empty() && arguments.front() == kConfigCheck;
  return check ? std::vector<std::string>(arguments.begin() + 1, arguments.end())
               : std::vector<std::string>();
}

/// The folders of policy, and whether each is there.
ordered_json policy_folders(const sys::Paths& paths) {
  auto folders = ordered_json::array();
  for (const auto& directory : paths.config) {
    const auto path = directory + "/policy.d";
    folders.push_back({{"path", path}, {"exists", sys::exists(path)}});
  }
  return folders;
}

void require_managed(const Device& device) {
  if (!device.managed())
    throw Refused{{Code::failed,
                   fmt::format("{}: unmanaged: not bound to amdgpu", to_string(device.address))}};
}

/// The values that a rule for the card begins with.
Readings captured_values(const Device& device) {
  backend::SysfsAttribute backend;
  Readings readings;
  for (const auto& name : captured_knobs())
    readings[name] = backend.read(device, *find_knob(name), backend::Wake::no);
  return readings;
}

ordered_json readings_of(const sys::Paths& paths, const Machine& machine, const Device& device) {
  require_managed(device);
  backend::SysfsAttribute backend;
  engine::JobControl control;
  return {{"address", to_string(device.address)},
          {"name", device.name},
          {"knobs", to_json_list(engine::read_knobs({paths, machine, device, backend, control}))}};
}

void add_steps(ordered_json& devices, const std::vector<Survey::Found>& planned) {
  for (auto& device : devices)
    for (const auto& looked : planned)
      if (device["address"] == to_string(looked.view.device.address))
        device["steps"] = to_json_list(looked.plan.steps);
}

/// Some advice depends on the cards that are present.
std::vector<Diagnostic> advice_about_devices(Survey& survey,
                                             const std::vector<ProgramExport>& programs) {
  std::vector<Diagnostic> out;
  const auto add = [&](std::vector<Diagnostic> some) {
    out.insert(out.end(), some.begin(), some.end());
  };
  for (const auto& looked : survey.devices()) {
    for (const auto& advice : looked.view.advice) {
      if (advice.everywhere) continue;
      const auto address = to_string(looked.view.device.address);
      out.push_back(
          {Severity::advice, advice.origin, fmt::format("{}: {}", address, to_string(advice))});
    }
  }
  std::vector<std::string> sets;
  for (const auto& set : *survey.sets()) sets.push_back(set.name);
  add(advise_on_libraries(*survey.keeper().policy(), sets));
  add(survey.rule_advice());
  add(advise_on_programs(programs));
  return out;
}

class Offline {
 public:
  explicit Offline(const Options& options)
      : paths_(options.paths), survey_(options.paths, files_to_check(options.arguments)) {}

  ordered_json answer(const std::vector<std::string>& arguments) {
    static const std::map<std::string, ordered_json (Offline::*)(const std::string&)> verbs{
        {"list", &Offline::list},
        {"known", &Offline::known},
        {"show", &Offline::show},
        {"status", &Offline::status},
        {"plan", &Offline::plan},
        {"new", &Offline::new_policy},
        {"capture", &Offline::captured_policy},
        {"kernel", &Offline::kernel},
        {"knobs", &Offline::knob_table},
        {"get", &Offline::knob_readings},
        {"libraries", &Offline::libraries},
        {"libraries-full", &Offline::libraries_full},
        {"profiles", &Offline::profiles},
        {kConfigCheck, &Offline::config_check},
        {"config-show", &Offline::config_show},
        {"config-cat", &Offline::config_cat},
    };
    const auto it = arguments.empty() ? verbs.end() : verbs.find(arguments.front());
    const bool many = it != verbs.end() && it->first == kConfigCheck;
    if (it == verbs.end() || (arguments.size() > 2 && !many))
      throw Refused{{Code::invalid_args, "rmcpd --offline: unknown question"}};
    return (this->*it->second)(arguments.size() == 2 ? arguments[1] : "");
  }

 private:
  /// All devices, or the only one that the pattern matches; anything else is an error.
  std::vector<Survey::Found> chosen(const std::string& pattern, Survey::As as = Survey::As::found) {
    auto all = survey_.devices(as);
    if (pattern.empty()) return all;
    std::vector<const DeviceView*> views;
    for (const auto& looked : all) views.push_back(&looked.view);
    const auto found = find_device(views, pattern);
    if (!found) throw Refused{found.error()};
    std::erase_if(
        all, [&](const Survey::Found& looked) { return looked.view.device.address != *found; });
    return all;
  }

  ordered_json list(const std::string&) {
    auto rows = ordered_json::array();
    for (const auto& looked : survey_.devices()) rows.push_back(to_json(row_of(looked.view)));
    return with_machine({{"devices", rows}});
  }

  /// Adds the facts that are properties of the manager on D-Bus.
  ordered_json with_machine(ordered_json document) {
    const auto choice = choose_default_library(keeper().policy()->default_library, *survey_.sets());
    const auto state = publish::state_in(publish::DefaultFolder(paths_.state), choice);
    document["policy_state"] = to_string(keeper().state());
    document["mode"] = to_string(mode());
    document["diagnostics"] = to_json_list(keeper().diagnostics());
    document["rule_advice"] = to_json_list(survey_.rule_advice());
    document["co_writers"] = nullptr;  // some are known only by their names on the bus
    document["overdrive_taints"] = survey_.module().overdrive_taints;
    document["default_library"] = to_json(describe(state));
    document["library_diagnostics"] = to_json_list(survey_.registry()->diagnostics);
    return document;
  }

  ordered_json known(const std::string&) { return {{"devices", to_json_list(survey_.known())}}; }

  ordered_json show(const std::string& pattern) {
    auto devices = ordered_json::array();
    for (const auto& looked : chosen(pattern)) {
      auto device = to_json(describe(looked.view));
      // Only a daemon that runs, or has run, decides on these; without one they are not known.
      for (const auto* key : {"environment", "published"}) device[key] = nullptr;
      devices.push_back(std::move(device));
    }
    auto document = with_machine({{"devices", devices}});
    document["programs"] = programs_to_json(exports());
    return document;
  }

  std::vector<ProgramExport> exports() {
    return programs_without_daemon(survey_, paths_, mode() == config::Mode::enforce);
  }

  /// With the steps of each device: the values in force beside the wanted ones.
  ordered_json status(const std::string& pattern) {
    auto document = show(pattern);
    add_steps(document["devices"], survey_.devices(Survey::As::apply));
    return document;
  }

  ordered_json libraries(const std::string& name) {
    return libraries_of(verified_sets(paths_, verify::Depth::quick, ""), name);
  }

  ordered_json libraries_full(const std::string& name) {
    return libraries_of(verified_sets(paths_, verify::Depth::full, name), name);
  }

  /// The last good policy is not the one that the files describe.
  ordered_json plan(const std::string& pattern) {
    if (keeper().state() != engine::PolicyState::valid)
      throw Refused{{Code::policy_invalid, errors_of(keeper())}};
    auto devices = ordered_json::array();
    for (const auto& looked : chosen(pattern, Survey::As::apply)) {
      devices.push_back({{"address", to_string(looked.view.device.address)},
                         {"alias", looked.view.device.alias},
                         {"name", looked.view.device.name},
                         {"steps", to_json_list(looked.plan.steps)},
                         {"advice", to_json_list(looked.view.advice)}});
    }
    return {{"policy_state", to_string(keeper().state())},
            {"diagnostics", to_json_list(keeper().diagnostics())},
            {"changed_files", nullptr},
            {"devices", devices},
            {"rule_advice", to_json_list(survey_.rule_advice())}};
  }

  ordered_json new_policy(const std::string& pattern) { return write_policy(pattern, new_rule); }
  ordered_json captured_policy(const std::string& pattern) {
    return write_policy(pattern, captured_rule);
  }

  ordered_json write_policy(const std::string& pattern, std::string (*text)(const PolicySource&)) {
    const auto all = survey_.devices();
    const auto device = chosen(pattern).front().view.device;
    require_managed(device);
    std::vector<const Device*> present;
    for (const auto& looked : all) present.push_back(&looked.view.device);
    return {{"address", to_string(device.address)},
            {"text", text({device, present, captured_values(device)})}};
  }

  ordered_json kernel(const std::string&) {
    auto document = to_json(describe(survey_.module()));
    document["parameters"] = to_json_list(survey_.module().rows);
    return document;
  }

  ordered_json knob_table(const std::string&) { return {{"knobs", to_json_list(knobs())}}; }

  ordered_json knob_readings(const std::string& pattern) {
    if (pattern.empty()) throw Refused{{Code::invalid_args, "rmcpd --offline get: no device"}};
    return readings_of(paths_, survey_.machine(), chosen(pattern).front().view.device);
  }

  ordered_json profiles(const std::string&) {
    return {{"profiles", values_to_json(keeper().policy()->profiles)}};
  }

  ordered_json config_check(const std::string&) {
    auto diagnostics = keeper().diagnostics();
    if (keeper().state() == engine::PolicyState::valid)
      for (auto& advice : advice_about_devices(survey_, exports()))
        diagnostics.push_back(std::move(advice));
    return {{"ok", keeper().state() == engine::PolicyState::valid},
            {"rules", keeper().policy()->rules.size()},
            {"profiles", keeper().policy()->profiles.size()},
            {"folders", policy_folders(paths_)},
            {"diagnostics", to_json_list(diagnostics)}};
  }

  ordered_json config_show(const std::string&) {
    ordered_json document{{"policy_state", to_string(keeper().state())}};
    document.update(shown_policy(*keeper().policy(), survey_.cards(), survey_.machine()));
    return document;
  }

  ordered_json config_cat(const std::string&) {
    auto files = ordered_json::array();
    for (const auto& file : toml::read_sources(paths_.config, ::geteuid()).files) {
      files.push_back({{"path", file.path}, {"text", file.text}});
    }
    return {{"files", files}};
  }

  [[nodiscard]] config::Mode mode() const {
    const auto configured = config::load_settings(paths_.config, ::geteuid()).settings.mode;
    return config::mode_from_cmdline(sys::read_attribute(paths_.proc + "/cmdline").value_or(""),
                                     configured);
  }

  [[nodiscard]] const engine::PolicyKeeper& keeper() const { return survey_.keeper(); }

  sys::Paths paths_;
  Survey survey_;
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
  } catch (const Refused& problem) {
    const auto& [code, text] = problem.failure;
    print({{"error", {{"name", error_name(code)}, {"message", text}}}});
    return exit_status(code);
  }
}

}  // namespace rmcp
