// SPDX-License-Identifier: MIT
// Journal entries as JSON: {"KNOB": {"original": BYTES, "wanted": WORDS, "before": WORDS}}. Version
// 0.1.0 knows no "before".
#pragma once
#include "core/plan.hpp"

#include <nlohmann/json.hpp>

namespace rmcp::state {

nlohmann::json originals_to_json(const Originals& originals);
/// Throws nlohmann::json::exception for what does not look like that.
Originals originals_from_json(const nlohmann::json& knobs);

}  // namespace rmcp::state
