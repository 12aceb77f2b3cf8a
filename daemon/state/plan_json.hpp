// SPDX-License-Identifier: MIT
// Journal entries as JSON: {"KNOB": {"original": BYTES, "wanted": WORDS, "before": WORDS}}. Version
// 0.1.0 knows no "before".
#pragma once
#include "daemon/state/json_file.hpp"
#include "lib/plan/plan.hpp"

#include <nlohmann/json.hpp>

namespace rmcp::state {

nlohmann::json originals_to_json(const Originals& originals);
/// `knobs` is a part of the file. Entries that do not look like that are left out, with a
/// complaint.
Originals originals_from_json(JsonFile& file, const nlohmann::json& knobs);

}  // namespace rmcp::state
