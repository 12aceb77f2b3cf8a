// SPDX-License-Identifier: MIT
// Derives a verdict for each parameter from the desired values and the state found.
#include "lib/module/module_state.hpp"

#include "lib/module/probe_state.hpp"
#include "lib/module/taint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace rmcp {
namespace {

template <class Map>
const std::string* find_in(const Map& map, std::string_view name) {
  const auto it = map.find(name);
  return it == map.end() ? nullptr : &it->second;
}

/// The option that counts among those in modprobe.d, without rmcpd's own.
const ModuleOption* last_foreign(const ModuleFound& found, std::string_view name) {
  const ModuleOption* last = nullptr;
  for (const auto& option : found.options) {
    if (option.name == name && option.file != found.own_file) last = &option;
  }
  return last;
}

/// True if modprobe reads that file after rmcpd's: its value is the one that the kernel keeps.
bool read_after_ours(const ModuleOption& option, const ModuleFound& found) {
  const auto name = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
  return name(option.file) > name(found.own_file);
}

std::string place_of(const ModuleOption& option) {
  return fmt::format("{}:{}", option.file, option.line);
}

class Judge {
 public:
  Judge(const ModuleFound& found, const Permitted& permitted)
      : found_(found), permitted_(permitted) {}

  [[nodiscard]] ParameterState judge(const DesiredParameter& desired) const {
    ParameterState out{.desired = desired, .reason = {}, .found = {}};
    const auto& p = *desired.parameter;
    out.route = desired.of_card ? Route::probe : route(p);
    out.writable = is_writable(p);
    out.risk = parameter_risk(p, desired.winner.setting.value);
    if (!exists(p))
      return refuse(std::move(out), StepState::unsupported,
                    fmt::format("Linux {} has no amdgpu.{}", found_.release, p.name()));
    if (!desired.winner.problem.empty())
      return refuse(std::move(out), StepState::impossible, desired.winner.problem);
    if (out.risk == Risk::confirm) {
      const auto permission = permitted_(desired);
      if (!permission.taken_back.empty())
        return refuse(std::move(out), StepState::taken_back, permission.taken_back);
      if (!desired.winner.setting.trusted && !permission.approved)
        return refuse(std::move(out), StepState::unconfirmed,
                      missing_trust(desired.winner.setting));
    }
    switch (out.route) {
      case Route::sysfs:
        return judge_sysfs(std::move(out));
      case Route::modprobe:
        return judge_stored(std::move(out));
      case Route::probe:
        out.stored = true;
        out.state = StepState::change;  // until judge_probed(): it depends on the others
    }
    return out;
  }

 private:
  static ParameterState refuse(ParameterState out, StepState state, std::string reason) {
    out.state = state;
    out.reason = std::move(reason);
    return out;
  }

  /// The loaded module decides. A parameter without a file in sysfs (mode 0) does not exist in this
  /// driver.
  [[nodiscard]] bool exists(const ModuleParameter& p) const {
    if (found_.loaded && !found_.values.empty()) return find_in(found_.values, p.name()) != nullptr;
    return presence(p, found_.kernel) != Presence::no;
  }

  [[nodiscard]] Route route(const ModuleParameter& p) const {
    return p.read_at == ReadAt::runtime && is_writable(p) ? Route::sysfs : Route::modprobe;
  }

  [[nodiscard]] bool is_writable(const ModuleParameter& p) const {
    const auto known = found_.writable.find(p.name());
    return known != found_.writable.end() ? known->second : writable_on(p, found_.kernel);
  }

  [[nodiscard]] bool in_force(const ParameterState& s) const {
    const auto* shown = find_in(found_.values, s.desired.parameter->name());
    return shown != nullptr && meets(s.desired, *shown);
  }

  [[nodiscard]] bool meets(const DesiredParameter& desired, std::string_view text) const {
    const auto& winner = desired.winner;
    return is_met(*desired.parameter, text, winner.setting.value, winner.text, found_.kernel);
  }

  [[nodiscard]] ParameterState judge_sysfs(ParameterState out) const {
    if (!found_.loaded) return refuse(std::move(out), StepState::pending, "amdgpu is not loaded");
    if (find_in(found_.values, out.desired.parameter->name()) == nullptr)
      return refuse(std::move(out), StepState::unsupported, "sysfs does not show it");
    out.state = in_force(out) ? StepState::already : StepState::change;
    return out;
  }

  [[nodiscard]] ParameterState judge_stored(ParameterState out) const {
    const auto& p = *out.desired.parameter;
    const auto wanted = out.desired.winner.text;  // `out` is moved from below
    const auto argument = fmt::format("amdgpu.{}={}", p.name(), wanted);
    const bool now = in_force(out);
    if (found_.built_in)
      return now ? out
                 : refuse(std::move(out), StepState::impossible,
                          "amdgpu is built into the kernel: " +
                              kernel_arguments_advice(found_.distribution, argument));
    out.stored = true;
    if (auto overruled = overruled_by(out.desired); !overruled.empty())
      return refuse(std::move(out), StepState::impossible, std::move(overruled));
    const bool in_file = stands_in_own_file(p, wanted);
    if (!in_file && !found_.own_error.empty() && !now)
      return refuse(std::move(out), StepState::failed, cannot_be_stored(argument));
    if (now && (in_file || !found_.own_error.empty())) return out;
    out.needs_reboot = in_file;
    return refuse(std::move(out), in_file ? StepState::pending : StepState::change,
                  in_file ? waiting(p, wanted) : "");
  }

  [[nodiscard]] std::string cannot_be_stored(const std::string& argument) const {
    return fmt::format("{}; {}", found_.own_error,
                       kernel_arguments_advice(found_.distribution, argument));
  }

  /// Places that override rmcpd's file: the kernel command line, then files that are read after it.
  [[nodiscard]] std::string overruled_by(const DesiredParameter& desired) const {
    const auto& p = *desired.parameter;
    if (const auto* argument = find_in(found_.command_line, p.name())) {
      if (meets(desired, *argument)) return {};
      return fmt::format("amdgpu.{}={} on the kernel command line wins", p.name(), *argument);
    }
    const auto* option = last_foreign(found_, p.name());
    if (option == nullptr || !read_after_ours(*option, found_) || meets(desired, option->value))
      return {};
    return fmt::format("{}={} in {} wins: it is read after rmcp.conf", p.name(), option->value,
                       place_of(*option));
  }

  [[nodiscard]] bool stands_in_own_file(const ModuleParameter& p, std::string_view wanted) const {
    for (const auto& o : parse_modprobe_options(found_.own_text, "amdgpu", found_.own_file)) {
      if (o.name == p.name() && o.value == wanted) return true;
    }
    return false;
  }

  /// The event after which a stored value acts.
  [[nodiscard]] std::string waiting(const ModuleParameter& p, std::string_view wanted) const {
    const auto same = [&](const auto& o) { return o.first == p.name() && o.second == wanted; };
    const bool there = found_.initramfs && std::ranges::any_of(found_.initramfs->options, same);
    return "stored, needs " + reboot_way(found_, there);
  }

  const ModuleFound& found_;
  const Permitted& permitted_;
};

/// The rows: every parameter that is set somewhere, in the order of names.
class Rows {
 public:
  Rows(const std::vector<ParameterState>& parameters, const ModuleFound& found)
      : parameters_(parameters), found_(found) {}

  [[nodiscard]] std::vector<ParameterRow> make() const {
    std::set<std::string, std::less<>> names;
    for (const auto& s : parameters_)
      if (!s.desired.of_card) names.emplace(s.desired.parameter->name());
    for (const auto& option : found_.options) names.insert(option.name);
    for (const auto& [name, value] : found_.command_line) names.insert(name);
    if (found_.initramfs) {
      for (const auto& [name, value] : found_.initramfs->options) names.insert(name);
    }
    std::vector<ParameterRow> rows;
    for (const auto& name : names) rows.push_back(make(name));
    return rows;
  }

 private:
  [[nodiscard]] ParameterRow make(const std::string& name) const {
    ParameterRow row{.name = name};
    const auto* state = state_of(name);
    if (state != nullptr) add_policy(row, *state);
    if (const auto* shown = find_in(found_.values, name)) row.loaded = *shown;
    row.initramfs = initramfs(name);
    if (const auto* argument = find_in(found_.command_line, name)) row.command_line = *argument;
    const auto* option = last_foreign(found_, name);
    if (option != nullptr) row.other = fmt::format("{}: {}", place_of(*option), option->value);
    row.wins = winner(row, state, option);
    return row;
  }

  [[nodiscard]] const ParameterState* state_of(std::string_view name) const {
    for (const auto& s : parameters_) {
      if (!s.desired.of_card && s.desired.parameter->name() == name) return &s;
    }
    return nullptr;
  }

  static void add_policy(ParameterRow& row, const ParameterState& s) {
    const auto& winner = s.desired.winner;
    row.configured = winner.text.empty() ? to_string(winner.setting.value) : winner.text;
    row.origin = short_form(winner.setting.origin);
    row.device = winner.setting.order == 0 ? "" : winner.name;
    row.state = to_string(s.state);
    row.note = s.reason;
    for (const auto& loser : s.desired.losers) {
      row.note += fmt::format("{}{} wants {} ({})", row.note.empty() ? "" : "; ", loser.name,
                              loser.text, short_form(loser.setting.origin));
    }
    if (!s.desired.bystanders.empty())
      row.note += fmt::format("{}also for {}", row.note.empty() ? "" : "; ",
                              fmt::join(s.desired.bystanders, ", "));
  }

  [[nodiscard]] std::string initramfs(std::string_view name) const {
    if (!found_.initramfs) return "unknown";
    std::string value;
    for (const auto& [option, text] : found_.initramfs->options) {
      if (option == name) value = text;
    }
    return value;
  }

  /// The command line is read after all of modprobe.d (libkmod-config.c:kmod_config_new), and of
  /// several options the kernel keeps the last (kernel/params.c:parse_args).
  std::string winner(const ParameterRow& row, const ParameterState* state,
                     const ModuleOption* option) const {
    if (!row.command_line.empty()) return "kernel command line";
    const bool ours = state != nullptr && (state->stored || state->route == Route::sysfs);
    if (ours && state->route == Route::sysfs) return "policy";
    if (option != nullptr && (!ours || read_after_ours(*option, found_))) return place_of(*option);
    return ours ? "policy" : "default";
  }

  const std::vector<ParameterState>& parameters_;
  const ModuleFound& found_;
};

/// True if the stamp is of another content of rmcpd's file.
bool is_stale(const std::vector<ParameterState>& parameters, const ModuleFound& found) {
  if (!found.initramfs || found.initramfs->has_module == false) return false;
  std::map<std::string, std::string> expected, there;
  for (const auto& option : found.options) {
    if (option.file != found.own_file) expected[option.name] = option.value;
  }
  for (const auto& [name, value] : stored_options(parameters)) {
    const auto* foreign = last_foreign(found, name);
    if (foreign == nullptr || !read_after_ours(*foreign, found)) expected[name] = value;
  }
  for (const auto& [name, value] : found.initramfs->options) there[name] = value;
  return expected != there || found.initramfs->probe_policy != probe_policy(parameters, found).text;
}

}  // namespace

std::vector<ParameterState> judge_parameters(const std::vector<DesiredParameter>& parameters,
                                             const ModuleFound& found, const Permitted& permitted) {
  const Judge judge(found, permitted);
  std::vector<ParameterState> out;
  for (const auto& desired : parameters) out.push_back(judge.judge(desired));
  judge_probed(out, found);
  return out;
}

Assignments stored_options(const std::vector<ParameterState>& parameters) {
  Assignments options;
  for (const auto& s : parameters) {
    if (s.stored && s.route == Route::modprobe)
      options.emplace_back(s.desired.parameter->name(), s.desired.winner.text);
  }
  return options;
}

ModuleState describe_module(std::vector<ParameterState> parameters, const ModuleFound& found) {
  ModuleState out;
  out.rows = Rows(parameters, found).make();
  out.kernel = found.release;
  out.file = found.own_file;
  out.problem = found.own_error;
  out.rebuild = rebuild_command(found.distribution);
  out.initramfs_stale = is_stale(parameters, found);
  out.overdrive_taints = overdrive_taints(found);
  out.per_card = per_card(found) == PerCard::yes;
  out.probe_unused = why_unused(found.probe, found.built_in, found.release);
  out.probe_problem = found.probe_error;
  out.probe_rows = probe_rows(parameters, found);
  out.cards = found.cards;
  out.probed = found.probed;
  std::set<std::string> names;
  for (const auto& s : parameters)
    if (s.needs_reboot) names.emplace(s.desired.parameter->name());
  out.reboot_for.assign(names.begin(), names.end());
  out.parameters = std::move(parameters);
  return out;
}

std::string missing_trust(const Setting& setting) {
  if (setting.order == 0) return "risky: write trusted = true into [module.amdgpu]";
  if (setting.order == kAboveAllRules)
    return "risky: write it into a policy file, in a rule with trusted = true";
  return "risky: write trusted = true into its rule";
}

}  // namespace rmcp
