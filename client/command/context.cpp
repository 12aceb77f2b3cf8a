// SPDX-License-Identifier: MIT
// The surroundings of a verb.
#include "client/command/context.hpp"

#include "client/document/json.hpp"

namespace rmcp::client {
namespace {

/// Why the answer is from the disk, and the next step.
std::string from_disk_note(const Failure& failure) {
  if (failure.code == Failure::Code::no_answer)
    return "rmcpd does not answer: showing what is on disk. See: systemctl status rmcpd";
  return "rmcpd is not running: showing what is on disk. Start it with: "
         "systemctl enable --now rmcpd";
}

}  // namespace

Context::Context(Options options)
    : options_(std::move(options)), style_(detect_style(options_.colour_mode(), options_.legend)) {}

Expected<Source*> Context::source() {
  if (options_.offline) return &offline();
  auto bus = daemon();
  if (!bus) return tl::unexpected(bus.error());
  return *bus;
}

Expected<BusSource*> Context::daemon_at_hand() {
  auto bus = daemon();
  if (bus) (*bus)->connection().never_start();
  return bus;
}

Expected<BusSource*> Context::daemon() {
  if (!bus_) {
    auto opened = BusSource::open(options_.host);
    if (!opened) return tl::unexpected(opened.error());
    bus_ = std::move(*opened);
  }
  return &*bus_;
}

Expected<Json> Context::devices_at_hand(const Patterns& patterns) {
  if (options_.offline) return offline().show(patterns);
  auto daemon = daemon_at_hand();
  auto shown = daemon ? (*daemon)->show(patterns) : tl::unexpected(daemon.error());
  if (shown || exit_code(shown.error()) != Exit::unreachable) return shown;
  auto from_disk = offline().show(patterns);
  if (!from_disk) return shown;  // the first error is the one to report
  if (shown.error().code == Failure::Code::no_answer) complain(from_disk_note(shown.error()));
  return from_disk;
}

Expected<Json> Context::ask(const Question& question) {
  const auto opened = source();
  auto document = opened ? question(**opened) : Expected<Json>(tl::unexpected(opened.error()));
  const bool has_daemon = !options_.offline && options_.host.empty();
  if (document || !has_daemon || exit_code(document.error()) != Exit::unreachable) return document;
  auto from_disk = question(offline());
  if (!from_disk) return document;  // the first error is the one to report
  complain(from_disk_note(document.error()));
  return from_disk;
}

OfflineSource& Context::offline() {
  if (!offline_) offline_.emplace(options_.config_dirs);
  return *offline_;
}

}  // namespace rmcp::client
