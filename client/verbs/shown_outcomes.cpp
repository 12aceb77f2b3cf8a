// SPDX-License-Identifier: MIT
// Shows outcomes, and turns them into an exit status.
#include "client/verbs/shown_outcomes.hpp"

#include "client/render/outcomes.hpp"

namespace rmcp::client {

Exit show_outcomes(Context& context, const Expected<Json>& document,
                   const std::vector<std::string>& knobs) {
  const Exit shown = context.answer(document, render_outcomes);
  if (shown != Exit::ok) return shown;
  return all_good(*document, knobs) ? Exit::ok : Exit::failed;
}

bool has_device_failure(const Json& document) {
  for (const auto& device : items(document, "devices"))
    for (const auto& outcome : items(device, "outcomes"))
      if (text(outcome, "knob").empty()) return true;
  return false;
}

void remark(const Context& context, const std::string& line) {
  if (!context.options().json() && context.style().legend) print(line + "\n");
}

Exit nothing_done(const Context& context, const std::string& why) {
  context.show(Json{{"devices", Json::array()}, {"changed", false}},
               [&](const Json&, const Style&) { return why + "\n"; });
  return Exit::ok;
}

}  // namespace rmcp::client
