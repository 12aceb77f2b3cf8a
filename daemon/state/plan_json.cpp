// SPDX-License-Identifier: MIT
// For the journal, for trials, which remember the journal before them, and for consents.
#include "daemon/state/plan_json.hpp"

namespace rmcp::state {

nlohmann::json originals_to_json(const Originals& originals) {
  auto knobs = nlohmann::json::object();
  for (const auto& [name, entry] : originals)
    knobs[name] = {
        {"original", entry.original}, {"wanted", entry.wanted}, {"before", entry.before}};
  return knobs;
}

Originals originals_from_json(JsonFile& file, const nlohmann::json& knobs) {
  Originals originals;
  for (const auto& [name, entry] : knobs.items()) {
    const auto original = file.need<std::string>(entry, "original");
    if (!original) continue;
    originals[name] = {*original, file.get<std::string>(entry, "wanted").value_or(""),
                       file.get<std::string>(entry, "before").value_or("")};
  }
  return originals;
}

nlohmann::json knob_value_to_json(const KnobValue& wanted) {
  return {{"knob", wanted.knob}, {"value", wanted.value}};
}

std::optional<KnobValue> knob_value_from_json(JsonFile& file, const nlohmann::json& entry) {
  auto knob = file.need<std::string>(entry, "knob");
  auto value = file.need<std::string>(entry, "value");
  if (!knob || !value) return std::nullopt;
  return KnobValue{std::move(*knob), std::move(*value)};
}

}  // namespace rmcp::state
