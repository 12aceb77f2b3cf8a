// SPDX-License-Identifier: MIT
// Overrides as JSON: {"profile": "quiet", "set": {"attribute.power_cap": "95 W"}}.
#include "daemon/state/overrides.hpp"

#include "daemon/state/json_file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

using Layer = OverrideLayer;

Layer read_layer(const std::string& path) {
  Layer layer;
  JsonFile file(path);
  layer.profile = file.get<std::string>(file.root(), "profile");
  for (const auto& [name, value] : file.map(file.root(), "set").items()) {
    if (const auto text = exact<std::string>(value))
      layer.set[name] = *text;
    else
      file.complain(name);
  }
  return layer;
}

int write_layer(const std::string& path, const Layer& layer, Durable durable) {
  if (layer == read_layer(path)) return 0;
  if (!layer.profile && layer.set.empty()) return remove_json(path);
  json document{{"set", layer.set}};
  if (layer.profile) document["profile"] = *layer.profile;
  return write_json(path, document, durable);
}

sys::Errno write_kept(const std::string& path, const Layer& layer) {
  return write_layer(path, layer, Durable::yes);
}

void apply_change(Layer& layer, const OverrideChange& change) {
  for (const auto& [name, value] : change.set) layer.set[name] = value;
  if (change.profile) layer.profile = change.profile;
}

/// What is set for ever must not be hidden by an older transient value, and what is taken away has
/// to go from both.
void clear_change(Layer& layer, const OverrideChange& change) {
  for (const auto& [name, value] : change.set) layer.set.erase(name);
  for (const auto& name : change.unset) layer.set.erase(name);
  if (change.profile) layer.profile.reset();
}

std::optional<Setting> setting_from(const std::string& name, const std::string& text) {
  const auto* knob = find_knob(name);
  if (knob == nullptr) return std::nullopt;
  auto value = parse_text(*knob, text);
  if (!value) return std::nullopt;
  Setting setting;
  setting.knob = knob;
  setting.name = name;
  setting.value = std::move(*value);
  setting.origin.file = "override";
  return setting;
}

}  // namespace

Overrides::Overrides(std::string runtime_directory, std::string state_directory)
    : runtime_(std::move(runtime_directory) + "/overrides"),
      state_(std::move(state_directory) + "/overrides") {}

std::string Overrides::path_in(const std::string& folder, const CardId& card) {
  return folder + "/" + card.key() + ".json";
}

Overlay Overrides::read(const CardId& card) const {
  auto layer = kept_.read(path_in(state_, card), read_layer).value_or(Layer{});
  auto above = read_layer(path_in(runtime_, card));
  for (auto& [name, text] : above.set) layer.set[name] = std::move(text);
  if (above.profile) layer.profile = std::move(above.profile);
  Overlay overlay;
  overlay.profile = layer.profile.value_or("");
  for (const auto& [name, text] : layer.set) {
    if (auto setting = setting_from(name, text)) overlay.settings.push_back(std::move(*setting));
  }
  return overlay;
}

int Overrides::change(const CardId& card, const OverrideChange& change) const {
  const bool removes = !change.unset.empty() || (change.profile && change.profile->empty());
  auto additions = change;
  if (additions.profile && additions.profile->empty()) additions.profile.reset();
  const auto change_kept = [=](Layer& kept) {
    if (change.keep || removes) clear_change(kept, change);
    if (change.keep) apply_change(kept, additions);
  };
  // What is set until reboot needs no disk, as long as nothing has to go from there.
  if (change.keep || removes) {
    if (const int error = kept_.change(path_in(state_, card), read_layer, change_kept, write_kept))
      return error;
  }
  const auto transient_path = path_in(runtime_, card);
  auto transient = read_layer(transient_path);
  clear_change(transient, change);
  if (!change.keep) apply_change(transient, additions);
  return write_layer(transient_path, transient, Durable::no);
}

}  // namespace rmcp::state
