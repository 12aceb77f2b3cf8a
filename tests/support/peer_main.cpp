// SPDX-License-Identifier: MIT
// Stands in for another program on the bus: owns a name, sends signals that it is told to, hands
// out locks and tells a property as logind does, tells the programs of services as systemd does,
// and leaves checks unanswered, as a polkit does whose prompt is open, until it is told to grant
// them. What it sees it says on its output, one line each.
#include "peer_systemd.hpp"

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

namespace {

void say(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

[[noreturn]] void die(const char* what, int error) {
  std::fprintf(stderr, "rmcp-peer: %s: error %d\n", what, -error);
  std::exit(1);
}

int check(const char* what, int result) {
  if (result < 0) die(what, result);
  return result;
}

/// The reading end of a lock: its end of file says that the lock was given back.
int on_released(sd_event_source* source, int fd, std::uint32_t, void*) {
  say("released");
  ::close(fd);
  sd_event_source_unref(source);
  return 0;
}

bool preparing = false;

/// Inhibit(what, who, why, mode) -> h; PreparingForSleep is the only property.
int on_logind_call(sd_bus_message* call, void* event) {
  if (sd_bus_message_is_method_call(call, nullptr, "Get") > 0)
    return sd_bus_reply_method_return(call, "v", "b", preparing ? 1 : 0);
  if (sd_bus_message_is_method_call(call, nullptr, "Inhibit") <= 0) return 0;
  const char *what = "", *who = "", *why = "", *mode = "";
  check("Inhibit", sd_bus_message_read(call, "ssss", &what, &who, &why, &mode));
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -errno;
  sd_event_source* source = nullptr;
  check("lock",
        sd_event_add_io(static_cast<sd_event*>(event), &source, ends[0], 0, on_released, nullptr));
  const int sent = sd_bus_reply_method_return(call, "h", ends[1]);
  ::close(ends[1]);
  say(std::string("inhibited ") + what + " " + mode + " " + who);
  return sent;
}

std::map<std::string, sd_bus_message*> checks;  // by their cancellation ids

/// CheckAuthorization((sa{sv})sa{ss}us) -> (bba{ss}), sometime; CancelCheckAuthorization(s)
int on_polkit_call(sd_bus_message* call) {
  const char *action = "", *id = "";
  if (sd_bus_message_is_method_call(call, nullptr, "CheckAuthorization") > 0) {
    check("check", sd_bus_message_skip(call, "(sa{sv})"));
    check("check", sd_bus_message_read(call, "s", &action));
    check("check", sd_bus_message_skip(call, "a{ss}u"));
    check("check", sd_bus_message_read(call, "s", &id));
    checks[id] = sd_bus_message_ref(call);
    say(std::string("asked ") + action);
    return 1;
  }
  if (sd_bus_message_is_method_call(call, nullptr, "CancelCheckAuthorization") <= 0) return 0;
  check("cancel", sd_bus_message_read(call, "s", &id));
  if (auto check_left = checks.extract(id)) {
    sd_bus_reply_method_errorf(check_left.mapped(), "org.freedesktop.PolicyKit1.Error.Cancelled",
                               "cancelled");
    sd_bus_message_unref(check_left.mapped());
    say("cancelled");
  }
  return sd_bus_reply_method_return(call, nullptr);
}

rmcp::peer::Systemd systemd;

int on_call(sd_bus_message* call, void* event, sd_bus_error*) {
  if (const int done = systemd.answer(call); done != 0) return done;
  if (const int done = on_polkit_call(call); done != 0) return done;
  return on_logind_call(call, event);
}

void grant_all() {
  for (const auto& [id, call] : checks) {
    check("grant", sd_bus_reply_method_return(call, "(bba{ss})", 1, 0, 0));
    sd_bus_message_unref(call);
  }
  checks.clear();
}

/// `signal PATH INTERFACE MEMBER yes|no`, `preparing yes|no`, `program UNIT PATH`, `silent`,
/// `grant` or `quit`.
void obey(sd_bus* bus, sd_event* event, const std::string& line) {
  std::istringstream words(line);
  std::string verb, path, interface, member, value;
  words >> verb >> path >> interface >> member >> value;
  if (verb == "quit") {
    sd_event_exit(event, 0);
  } else if (verb == "grant") {
    grant_all();
  } else if (verb == "preparing") {
    preparing = path == "yes";
  } else if (verb == "program") {
    systemd.set_program(path, interface);
  } else if (verb == "silent") {
    systemd.be_silent();
  } else if (verb == "signal") {
    check("signal", sd_bus_emit_signal(bus, path.c_str(), interface.c_str(), member.c_str(), "b",
                                       value == "yes" ? 1 : 0));
  } else {
    say("not understood: " + line);
  }
}

struct Ends {
  sd_bus* bus;
  sd_event* event;
  std::string rest;
};

int on_input(sd_event_source*, int fd, std::uint32_t, void* data) {
  auto& ends = *static_cast<Ends*>(data);
  char buffer[512];
  const auto got = ::read(fd, buffer, sizeof buffer);
  if (got <= 0) return sd_event_exit(ends.event, 0);
  ends.rest.append(buffer, static_cast<std::size_t>(got));
  for (std::size_t end; (end = ends.rest.find('\n')) != std::string::npos;) {
    obey(ends.bus, ends.event, ends.rest.substr(0, end));
    ends.rest.erase(0, end + 1);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: rmcp-peer NAME\n";
    return 2;
  }
  Ends ends{};
  check("event loop", sd_event_default(&ends.event));
  check("system bus", sd_bus_open_system(&ends.bus));
  check("event loop", sd_bus_attach_event(ends.bus, ends.event, 0));
  check("filter", sd_bus_add_filter(ends.bus, nullptr, on_call, ends.event));
  check(argv[1], sd_bus_request_name(ends.bus, argv[1], 0));
  check("input",
        sd_event_add_io(ends.event, nullptr, STDIN_FILENO, 1 /* EPOLLIN */, on_input, &ends));
  say("ready");
  return sd_event_loop(ends.event) < 0 ? 1 : 0;
}
