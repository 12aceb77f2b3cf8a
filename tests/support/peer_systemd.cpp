// SPDX-License-Identifier: MIT
// Its units are those that it was told about, and all others are missing.
#include "peer_systemd.hpp"

#include <cstdlib>

namespace rmcp::peer {
namespace {

constexpr const char* kUnits = "/org/freedesktop/systemd1/unit";
constexpr const char* kManager = "org.freedesktop.systemd1.Manager";

std::string unit_path(const char* unit) {
  char* path = nullptr;
  if (sd_bus_path_encode(kUnits, unit, &path) < 0) return {};
  const std::string out(path);
  std::free(path);
  return out;
}

/// A service whose program has never been started.
int append_command(sd_bus_message* reply, const std::string& path) {
  return sd_bus_message_append(reply, "v", "a(sasbttttuii)", 1, path.c_str(), 1, path.c_str(), 0,
                               0ULL, 0ULL, 0ULL, 0ULL, 0U, 0, 0);
}

}  // namespace

void Systemd::set_program(const std::string& unit, const std::string& path) {
  programs_[unit_path(unit.c_str())] = path;
}

int Systemd::answer(sd_bus_message* call) const {
  if (sd_bus_message_is_method_call(call, kManager, "Reload") > 0)
    return silent_ ? 1 : sd_bus_reply_method_return(call, nullptr);
  if (sd_bus_message_is_method_call(call, kManager, "LoadUnit") > 0) {
    const char* unit = "";
    if (const int got = sd_bus_message_read(call, "s", &unit); got < 0) return got;
    return silent_ ? 1 : sd_bus_reply_method_return(call, "o", unit_path(unit).c_str());
  }
  const std::string path =
      sd_bus_message_get_path(call) == nullptr ? "" : sd_bus_message_get_path(call);
  const bool about_unit = path.rfind(kUnits, 0) == 0;
  if (!about_unit || sd_bus_message_is_method_call(call, nullptr, "Get") <= 0) return 0;
  return silent_ ? 1 : answer_program(call);
}

int Systemd::answer_program(sd_bus_message* call) const {
  const auto program = programs_.find(sd_bus_message_get_path(call));
  sd_bus_message* reply = nullptr;
  int done = sd_bus_message_new_method_return(call, &reply);
  if (done < 0) return done;
  const bool missing = program == programs_.end() || program->second.empty();
  done = missing ? sd_bus_message_append(reply, "v", "a(sasbttttuii)", 0)
                 : append_command(reply, program->second);
  if (done >= 0) done = sd_bus_send(nullptr, reply, nullptr);
  sd_bus_message_unref(reply);
  return done < 0 ? done : 1;
}

}  // namespace rmcp::peer
