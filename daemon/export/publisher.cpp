// SPDX-License-Identifier: MIT
#include "export/publisher.hpp"

#include "device/kfd_topology.hpp"
#include "export/cdi_file.hpp"
#include "sys/file.hpp"

#include <spdlog/spdlog.h>

namespace rmcp::exported {
namespace {

/// A card that comes is seen in several steps.
constexpr std::chrono::milliseconds kGather{20};

}  // namespace

Publisher::Publisher(sys::Loop& loop, Options options, Views views)
    : options_(std::move(options)), views_(std::move(views)), timer_(loop, [this] { publish(); }) {
  // Of a daemon that had been told to, or of other cards.
  if (!options_.cdi) remove_cdi(options_.paths.cdi);
}

void Publisher::look() {
  if (!timer_.armed()) timer_.arm(kGather);
}

void Publisher::publish() {
  const auto views = views_();
  if (options_.cdi) publish_cdi(views);
}

void Publisher::publish_cdi(const std::vector<const DeviceView*>& views) {
  const auto& folder = options_.paths.cdi;
  const auto cdi = make_cdi({.views = views,
                             .cpu_nodes = device::kfd_processors(options_.paths.sys),
                             .dev = options_.paths.dev,
                             .exists = sys::exists});
  if (cdi.left_out != left_out_)
    for (const auto& what : cdi.left_out) spdlog::info("container device {}", what);
  left_out_ = cdi.left_out;
  auto text = to_text(cdi);
  if (text == cdi_ && (cdi.devices.empty() || sys::exists(cdi_path(folder)))) return;
  const auto error = write_cdi(folder, cdi);
  if (error != 0)
    spdlog::warn("{}: cannot be written: {}", cdi_path(folder), sys::describe_errno(error));
  cdi_ = error == 0 ? std::move(text) : std::string();
}

}  // namespace rmcp::exported
