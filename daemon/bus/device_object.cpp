// SPDX-License-Identifier: MIT
// Turns methods into requests and views into property changes.
#include "daemon/bus/device_object.hpp"

#include "daemon/bus/bounds.hpp"
#include "daemon/bus/chosen.hpp"
#include "lib/knobs/override.hpp"
#include "lib/text/spelling.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::bus {
namespace {

sdbus::ObjectPath path_of(const PciAddress& address) {
  return sdbus::ObjectPath{std::string(kDevicePath) + object_name(address)};
}

/// The reason may contain the value, which may be long.
std::string refused(const std::string& knob, const std::string& reason) {
  constexpr std::size_t kMost = 512;
  return fmt::format("{}: {}", excerpt(knob), excerpt(reason, kMost));
}

/// The texts that the knobs' own parsers accept; throws for the first that is refused.
std::map<std::string, std::string> checked_settings(const Dictionary& settings) {
  std::map<std::string, std::string> out;
  if (settings.empty()) throw make_error({Code::invalid_args, "no setting"});
  for (const auto& [name, variant] : settings) {
    const auto checked = check_override(name, setting_text(name, variant));
    if (!checked) throw make_error({Code::invalid_args, refused(name, checked.error().text)});
    out.emplace(name, *checked);
  }
  return out;
}

std::string unknown_profile(const std::string& name, const Policy& policy) {
  std::vector<std::string_view> names;
  for (const auto& [known, profile] : policy.profiles) names.push_back(known);
  const auto near = nearest(name, names);
  return fmt::format("profile '{}' does not exist{}", excerpt(name),
                     near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
}

/// All settings made at run time when none is named.
std::vector<std::string> set_knobs(const std::vector<std::string>& named, const Overlay& overlay) {
  std::vector<std::string> all;
  for (const auto& setting : overlay.settings) all.push_back(setting.name);
  for (const auto& name : named) {
    if (std::find(all.begin(), all.end(), name) == all.end())
      throw make_error(
          {Code::invalid_args, fmt::format("{}: was not set at run time", excerpt(name))});
  }
  if (all.empty() && overlay.profile.empty())
    throw make_error({Code::invalid_args, "nothing was set at run time"});
  return named.empty() ? all : named;
}

/// The full names, each once.
std::vector<std::string> knobs_on_cards(std::vector<std::string> names) {
  for (const auto& name : names) {
    const auto* knob = find_knob(name);
    if (knob == nullptr)
      throw make_error({Code::invalid_args, fmt::format("{}: no such knob", excerpt(name))});
    if (is_published(*knob))
      throw make_error(
          {Code::invalid_args,
           fmt::format("{}: is for the start of programs, no card has it", excerpt(name))});
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// One read may have answered several callers.
Dictionaries readings_of(std::vector<KnobReading> all, const std::vector<std::string>& wanted) {
  std::erase_if(all, [&](const KnobReading& read) {
    return !wanted.empty() &&
           std::find(wanted.begin(), wanted.end(), read.knob->name) == wanted.end();
  });
  return to_dictionaries(all);
}

}  // namespace

DeviceObject::DeviceObject(const Bus& bus, engine::Reconciler& reconciler, const Gate& gate,
                           DeviceView view)
    : Adaptor(bus, path_of(view.device.address)),
      reconciler_(reconciler),
      gate_(gate),
      view_(std::move(view)),
      record_(describe(view_)) {
  registerAdaptor();
  emitInterfacesAddedSignal();
}

DeviceObject::~DeviceObject() {
  try {
    emitInterfacesRemovedSignal();
  } catch (const sdbus::Error&) {
    // The bus is gone, and every client with it.
  }
  unregisterAdaptor();
}

void DeviceObject::update(const DeviceView& view) {
  auto record = describe(view);
  const auto changed = changed_properties(record_, record);
  view_ = view;
  record_ = std::move(record);
  if (!changed.empty()) emitPropertiesChangedSignal(InterfaceName{kInterface}, changed);
}

void DeviceObject::announce_applied(const DeviceView& view) {
  emitApplied(std::string(to_string(view.last.reason)), std::string(to_string(view.state)),
              to_dictionaries(view.last.outcomes));
}

void DeviceObject::Plan(sdbus::Result<Dictionaries>&& result, Dictionary options) {
  const auto checked = read_options(options, Accepts::common);
  request("Plan", std::move(result), checked, engine::PlanOnly{});
}

void DeviceObject::Get(sdbus::Result<Dictionaries>&& result, std::vector<std::string> knobs,
                       Dictionary options) {
  const auto checked = read_options(options, Accepts::common);
  gate_.pass(kInterface, "Get", sender_of(getObject()), checked, std::move(result),
             [&reconciler = reconciler_, chosen = Chosen(view_),
              wanted = knobs_on_cards(std::move(knobs))](auto waiting) {
               chosen.request(reconciler, engine::ReadKnobs{wanted},
                              [waiting, wanted](const engine::Answer& answer) {
                                if (answer.failure)
                                  return waiting->returnError(make_error(answer.failure));
                                waiting->returnResults(readings_of(answer.readings, wanted));
                              });
             });
}

void DeviceObject::Apply(sdbus::Result<Dictionaries>&& result, Dictionary options) {
  const auto checked = read_options(options, Accepts::revert_after);
  request("Apply", std::move(result), checked, engine::Apply{checked.revert_after});
}

void DeviceObject::Set(sdbus::Result<Dictionaries>&& result, Dictionary settings,
                       Dictionary options) {
  const auto checked = read_options(options, Accepts::keep);
  engine::Change verb;
  verb.overrides.set = checked_settings(settings);
  verb.overrides.keep = checked.keep;
  request("Set", std::move(result), checked, std::move(verb));
}

void DeviceObject::Unset(sdbus::Result<Dictionaries>&& result, std::vector<std::string> knobs,
                         Dictionary options) {
  const auto checked = read_options(options, Accepts::common);
  engine::Change verb;
  verb.overrides.unset = set_knobs(knobs, view_.overlay);
  if (knobs.empty()) verb.overrides.profile = "";
  request("Unset", std::move(result), checked, std::move(verb));
}

void DeviceObject::Use(sdbus::Result<Dictionaries>&& result, std::string profile,
                       Dictionary options) {
  const auto checked = read_options(options, Accepts::keep);
  if (!profile.empty() && !reconciler_.policy().profiles.contains(profile))
    throw make_error({Code::invalid_args, unknown_profile(profile, reconciler_.policy())});
  engine::Change verb;
  verb.overrides.profile = std::move(profile);
  verb.overrides.keep = checked.keep;
  request("Use", std::move(result), checked, std::move(verb));
}

void DeviceObject::Revert(sdbus::Result<Dictionaries>&& result, Dictionary options) {
  const auto checked = read_options(options, Accepts::keep);
  request("Revert", std::move(result), checked, engine::Revert{checked.keep});
}

void DeviceObject::Eject(sdbus::Result<>&& result, Dictionary options) {
  const auto checked = read_options(options, Accepts::force);
  gate_.pass(kInterface, "Eject", sender_of(getObject()), checked, std::move(result),
             [&reconciler = reconciler_, chosen = Chosen(view_),
              verb = engine::Eject{checked.force}](auto waiting) {
               chosen.request(reconciler, verb, [waiting](const engine::Answer& answer) {
                 if (answer.failure) return waiting->returnError(make_error(answer.failure));
                 waiting->returnResults();
               });
             });
}

void DeviceObject::Rebind(sdbus::Result<Map, Texts>&& result, Dictionary options) {
  const auto checked = read_options(options, Accepts::force);
  gate_.pass(kInterface, "Rebind", sender_of(getObject()), checked, std::move(result),
             [&reconciler = reconciler_, chosen = Chosen(view_),
              verb = engine::Rebind{checked.force}](auto waiting) {
               chosen.request(reconciler, verb, [waiting](const engine::Answer& answer) {
                 if (answer.failure) return waiting->returnError(make_error(answer.failure));
                 waiting->returnResults(answer.rebound.values, answer.rebound.remarks);
               });
             });
}

/// Does not use this object any more: it may be gone when polkit has answered.
void DeviceObject::request(const char* member, sdbus::Result<Dictionaries>&& result,
                           const Options& options, engine::Verb verb) {
  gate_.pass(
      kInterface, member, sender_of(getObject()), options, std::move(result),
      [&reconciler = reconciler_, chosen = Chosen(view_), verb = std::move(verb)](auto waiting) {
        const bool plan = std::holds_alternative<engine::PlanOnly>(verb);
        chosen.request(reconciler, verb, [waiting, plan](const engine::Answer& reply) {
          if (reply.failure) return waiting->returnError(make_error(reply.failure));
          waiting->returnResults(plan ? to_dictionaries(reply.plan.steps)
                                      : to_dictionaries(reply.report.outcomes));
        });
      });
}

}  // namespace rmcp::bus
