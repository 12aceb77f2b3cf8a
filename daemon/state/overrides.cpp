// SPDX-License-Identifier: MIT
// Overrides as JSON: {"profile": "quiet", "set": {"attribute.power_cap": "95 W"}}.
#include "state/overrides.hpp"

#include "state/json_file.hpp"
#include "sys/file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

struct Layer {
  std::optional<std::string> profile;
  std::map<std::string, std::string> set;

  bool operator==(const Layer&) const = default;
};

std::string path_in(const std::string& folder, const CardId& card) {
  return folder + "/" + card.key() + ".json";
}

Layer read_layer(const std::string& path) {
  Layer layer;
  const auto document = read_json(path);
  if (!document) return layer;
  try {
    if (document->contains("profile")) layer.profile = document->at("profile").get<std::string>();
    layer.set = document->at("set").get<std::map<std::string, std::string>>();
  } catch (const json::exception&) {
    return {};
  }
  return layer;
}

int write_layer(const std::string& path, const Layer& layer, Durable durable) {
  if (layer == read_layer(path)) return 0;
  if (!layer.profile && layer.set.empty()) return sys::remove_file(path);
  json document{{"set", layer.set}};
  if (layer.profile) document["profile"] = *layer.profile;
  return write_json(path, document, durable);
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

Overlay Overrides::read(const CardId& card) const {
  auto layer = read_layer(path_in(state_, card));
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
  const auto kept_path = path_in(state_, card), transient_path = path_in(runtime_, card);
  auto kept = read_layer(kept_path), transient = read_layer(transient_path);
  const bool removes = !change.unset.empty() || (change.profile && change.profile->empty());
  clear_change(transient, change);
  if (change.keep || removes) clear_change(kept, change);
  auto additions = change;
  if (additions.profile && additions.profile->empty()) additions.profile.reset();
  apply_change(change.keep ? kept : transient, additions);
  if (const int error = write_layer(kept_path, kept, Durable::yes)) return error;
  return write_layer(transient_path, transient, Durable::no);
}

}  // namespace rmcp::state
