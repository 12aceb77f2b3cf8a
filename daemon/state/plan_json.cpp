// SPDX-License-Identifier: MIT
// For the journal, and for trials, which remember what the journal was before them.
#include "daemon/state/originals_json.hpp"

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

}  // namespace rmcp::state
