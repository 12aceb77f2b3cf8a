// SPDX-License-Identifier: MIT
// Lines that are for a file do not fit into a cell of a table: they stand below it.
#include "client/render/overdrive_help.hpp"

#include "client/render/columns.hpp"
#include "client/render/shown.hpp"
#include "lib/knobs/overdrive_off.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr unsigned kLeastWidth = 40;

bool lacks_overdrive(const Shown& entry) { return is_overdrive_off(text(entry, "reason")); }

/// In force after a reboot, or waiting for something that its own reason names.
bool asks_for_overdrive(const Shown& entry) {
  return text(entry, "knob") == "parameter.ppfeaturemask" && turns_overdrive_on(text(entry, "to"));
}

bool needs_help(const std::vector<Shown>& entries) {
  return std::any_of(entries.begin(), entries.end(), lacks_overdrive) &&
         std::none_of(entries.begin(), entries.end(), asks_for_overdrive);
}

std::string paragraph(std::string_view text, const Style& style) {
  if (style.width < kLeastWidth) return std::string(text) + "\n";
  return fmt::format("{}\n", fmt::join(wrap(text, style.width), "\n"));
}

}  // namespace

std::string render_overdrive_help(const Shown& document, const char* list, const Style& style) {
  const auto devices = items(document, "devices");
  const bool help = std::any_of(devices.begin(), devices.end(), [&](const Shown& device) {
    return needs_help(items(device, list));
  });
  if (!help || !style.legend) return {};
  return paragraph("Overdrive is off. These lines turn it on, as a file in /etc/rmcp/policy.d:",
                   style) +
         fmt::format("  format = 1\n  {}\n", fmt::join(kOverdrivePolicy, "\n  ")) +
         paragraph(kAfterOverdrivePolicy, style);
}

}  // namespace rmcp::client
