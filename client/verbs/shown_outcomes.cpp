// SPDX-License-Identifier: MIT
// Shows outcomes, and turns them into an exit status.
#include "client/verbs/shown_outcomes.hpp"

#include "client/render/outcomes.hpp"
#include "lib/text/printable.hpp"

namespace rmcp::client {

Exit show_outcomes(Context& context, const Expected<Json>& document,
                   const std::vector<std::string>& knobs) {
  const Exit shown = context.answer(document, render_outcomes);
  if (shown != Exit::ok) return shown;
  return all_good(context.shown(*document), knobs) ? Exit::ok : Exit::failed;
}

bool has_device_failure(const Json& document) {
  for (const auto& device : items(document, "devices"))
    for (const auto& outcome : items(device, "outcomes"))
      if (text(outcome, "knob").empty()) return true;
  return false;
}

void remark(const Context& context, const std::string& line) {
  if (!context.options().json() && context.style().legend)
    print(printable(line, context.style().utf8) + "\n");
}

Exit nothing_done(const Context& context, const std::string& why) {
  const Json document{{"devices", Json::array()}, {"changed", false}};
  if (context.options().json())
    print(to_text(document, context.options().format()));
  else
    print(printable(why, context.style().utf8) + "\n");
  return Exit::ok;
}

}  // namespace rmcp::client
