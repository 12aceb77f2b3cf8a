// SPDX-License-Identifier: MIT
// Sorts the wanted parameters of a card by whether a rebind can set them.
#include "lib/module/rebind_values.hpp"

#include "lib/module/probe_state.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

class Sorting {
 public:
  Sorting(std::optional<GfxTarget> gfx, const ModuleFound& found, const Consent& consent)
      : gfx_(gfx), found_(found), consent_(consent) {}

  void add(const Setting& setting) {
    const auto& parameter = module_parameter_of(*setting.knob);
    const auto text = parameter_text(parameter, setting.value, found_.kernel);
    const auto reason = text ? why_not(parameter, setting, *text) : text.error().text;
    if (!reason.empty())
      out_.left_out.push_back(fmt::format("{}: {}", parameter.knob, reason));
    else if (!is_loaded(parameter, *text))
      out_.values.emplace(parameter.name(), *text);
  }

  RebindValues release() { return std::move(out_); }

 private:
  [[nodiscard]] bool is_loaded(const ModuleParameter& parameter, std::string_view text) const {
    const auto shown = found_.values.find(parameter.name());
    return shown != found_.values.end() &&
           shows_value(parameter, shown->second, text, found_.kernel);
  }

  [[nodiscard]] bool only_while_probing(const ModuleParameter& parameter) const {
    return is_read_at_probe_only(parameter, gfx_, found_.kernel);
  }

  [[nodiscard]] bool is_writable(const ModuleParameter& parameter) const {
    const auto known = found_.writable.find(parameter.name());
    return known != found_.writable.end() && known->second;
  }

  /// A string that nobody has set shows "(null)" (kernel/params.c:param_get_charp), and a value
  /// that cannot be read shows nothing.
  [[nodiscard]] bool can_be_put_back(const ModuleParameter& parameter) const {
    const auto& shown = found_.values.find(parameter.name())->second;
    return !shown.empty() && shown != "(null)";
  }

  [[nodiscard]] std::string why_not(const ModuleParameter& parameter, const Setting& setting,
                                    const std::string& text) const {
    if (!found_.values.contains(parameter.name()))
      return fmt::format("Linux {} has no amdgpu.{}", found_.release, parameter.name());
    if (is_loaded(parameter, text)) return {};
    if (parameter.read_at == ReadAt::load) return "the driver reads it when it is loaded";
    if (!only_while_probing(parameter))
      return gfx_ ? "the driver also reads it later, so it cannot be set for one card"
                  : "the card's gfx target is unknown, so nobody can say when the driver reads it";
    if (!is_writable(parameter)) return "sysfs does not take it";
    if (!can_be_put_back(parameter)) return "its loaded value could not be written back";
    return why_not_risked(parameter, setting);
  }

  [[nodiscard]] std::string why_not_risked(const ModuleParameter& parameter,
                                           const Setting& setting) const {
    if (parameter_risk(parameter, setting.value) != Risk::confirm) return {};
    if (const auto* reason = taken_back(consent_, setting)) return *reason;
    const KnobValue wanted{setting.name, to_string(setting.value)};
    if (setting.trusted || consent_.approved.contains(wanted)) return {};
    return missing_trust(setting);
  }

  std::optional<GfxTarget> gfx_;
  const ModuleFound& found_;
  const Consent& consent_;
  RebindValues out_;
};

bool is_set_by_module(const Setting& setting, std::optional<GfxTarget> gfx,
                      const ModuleFound& found) {
  return found.probe.loaded && per_card(found) == PerCard::yes &&
         is_of_card(setting, gfx, found.kernel);
}

}  // namespace

RebindValues rebind_values(const Desired& desired, std::optional<GfxTarget> gfx,
                           const ModuleFound& found, const Consent& consent) {
  Sorting sorting(gfx, found, consent);
  for (const auto& [name, setting] : desired.settings) {
    if (setting.knob->kind != KnobKind::parameter) continue;
    const auto& parameter = module_parameter_of(*setting.knob);
    if (parameter.read_at == ReadAt::runtime) continue;
    if (!is_set_by_module(setting, gfx, found)) sorting.add(setting);
  }
  return sorting.release();
}

}  // namespace rmcp
