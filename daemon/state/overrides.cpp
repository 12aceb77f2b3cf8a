// SPDX-License-Identifier: MIT
// Overrides as JSON: {"profile": "quiet", "set": {"attribute.power_cap": "95 W"}}.
#include "daemon/state/overrides.hpp"

#include "daemon/state/json_form.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

using Layer = OverrideLayer;

Layer layer_from(JsonFile& file) {
  Layer layer;
  layer.profile = file.get<std::string>(file.root(), "profile");
  for (const auto& [name, value] : file.map(file.root(), "set").items()) {
    if (const auto text = exact<std::string>(value))
      layer.set[name] = *text;
    else
      file.complain(name);
  }
  return layer;
}

json layer_to_json(const Layer& layer) {
  if (!layer.profile && layer.set.empty()) return {};
  json document{{"set", layer.set}};
  if (layer.profile) document["profile"] = *layer.profile;
  return document;
}

Form<Layer> layer_form(Durable durable) {
  return written_once(json_form<Layer>(layer_from, layer_to_json, durable));
}

void apply_change(Layer& layer, const OverrideChange& change) {
  for (const auto& [name, value] : change.set) layer.set[name] = value;
  if (change.profile) layer.profile = change.profile;
}

/// An older transient value must not hide a kept one, and a removed value has to go from both
/// files.
void clear_change(Layer& layer, const OverrideChange& change) {
  for (const auto& [name, value] : change.set) layer.set.erase(name);
  for (const auto& name : change.unset) layer.set.erase(name);
  if (change.profile) layer.profile.reset();
}

std::optional<Setting> setting_from(const std::string& name, const std::string& text, bool kept) {
  const auto* knob = find_knob(name);
  if (knob == nullptr) return std::nullopt;
  auto value = parse_text(*knob, text);
  if (!value) return std::nullopt;
  Setting setting;
  setting.knob = knob;
  setting.name = name;
  setting.value = std::move(*value);
  setting.origin.file = kOverrideFile;
  setting.origin.section = kept ? kOverrideKept : kOverrideTransient;
  return setting;
}

}  // namespace

Overrides::Overrides(std::string runtime_directory, std::string state_directory)
    : transient_(std::move(runtime_directory) + "/overrides", layer_form(Durable::no)),
      kept_(std::move(state_directory) + "/overrides", layer_form(Durable::yes)) {}

Overlay Overrides::read(const CardId& card) const {
  auto layer = kept_.read(card.key()).value_or(Layer{});
  const auto above = transient_.read(card.key());
  for (const auto& [name, text] : above.set) layer.set[name] = text;
  if (above.profile) layer.profile = above.profile;
  Overlay overlay;
  overlay.profile = layer.profile.value_or("");
  overlay.profile_kept = !overlay.profile.empty() && !above.profile;
  for (const auto& [name, text] : layer.set) {
    if (auto setting = setting_from(name, text, !above.set.contains(name)))
      overlay.settings.push_back(std::move(*setting));
  }
  return overlay;
}

sys::Status Overrides::change(const CardId& card, const OverrideChange& change) {
  const bool removes = !change.unset.empty() || (change.profile && change.profile->empty());
  auto additions = change;
  if (additions.profile && additions.profile->empty()) additions.profile.reset();
  const auto change_kept = [=](Layer& kept) {
    if (change.keep || removes) clear_change(kept, change);
    if (change.keep) apply_change(kept, additions);
  };
  // Settings until reboot need no disk, unless a kept one has to be removed from it.
  if (change.keep || removes) {
    const auto changed = kept_.change(card.key(), change_kept);
    if (changed.failed()) return changed;
  }
  auto transient = transient_.read(card.key());
  clear_change(transient, change);
  if (!change.keep) apply_change(transient, additions);
  return transient_.write(card.key(), transient);
}

}  // namespace rmcp::state
