// SPDX-License-Identifier: MIT
// Parts of a plan as JSON: journal entries, {"KNOB": {"original": BYTES, "wanted": WORDS, "before":
// WORDS}}, and settings, {"knob": NAME, "value": WORDS}. Version 0.1.0 knows no "before".
#pragma once
#include "daemon/state/json_file.hpp"
#include "lib/plan/consent.hpp"
#include "lib/plan/plan.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace rmcp::state {

nlohmann::json originals_to_json(const Originals& originals);
/// `knobs` is a part of the file. Other entries are reported and skipped.
Originals originals_from_json(JsonFile& file, const nlohmann::json& knobs);

nlohmann::json knob_value_to_json(const KnobValue& wanted);
/// Nothing, with a complaint, for any other entry.
std::optional<KnobValue> knob_value_from_json(JsonFile& file, const nlohmann::json& entry);

}  // namespace rmcp::state
