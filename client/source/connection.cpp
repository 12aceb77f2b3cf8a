// SPDX-License-Identifier: MIT
// Connects to the system bus by sd-bus.
#include "client/source/connection.hpp"

#include "client/document/shape.hpp"
#include "client/source/message_json.hpp"

#include <fmt/format.h>

#include <systemd/sd-bus.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <optional>
#include <utility>

namespace rmcp::client {

/// One call in flight. sd-bus holds its address as userdata, so it must not move.
struct Pending {
  std::optional<Reply> reply;
  sd_bus_slot* slot = nullptr;
  const Request& request;
  const std::string& host;

  Pending(const Request& asked, const std::string& machine) : request(asked), host(machine) {}
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;
  ~Pending() { sd_bus_slot_unref(slot); }
};

namespace {

constexpr std::uint64_t kQuickUsec = 500'000;

struct MessageUnref {
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};

/// A device whose object went after it was found is one that left.
std::optional<Failure> as_device_left(const sd_bus_error& error, const Request& request) {
  const auto address = address_of(request.path);
  if (address.empty() || std::string_view(error.name) != SD_BUS_ERROR_UNKNOWN_OBJECT)
    return std::nullopt;
  return Failure(Failure::Code::no_such_device, address + ": the device left");
}

Failure unreadable(const Request& request, int error) {
  if (error != EMSGSIZE)
    return Failure(fmt::format("{}: unreadable answer: {}", request.member, std::strerror(error)));
  return Failure(
      fmt::format("{}: the answer is too long: it takes more than {} MiB, or has more "
                  "entries than rmcpctl reads",
                  request.member, kLongestAnswer >> 20));
}

Reply to_reply(sd_bus_message* message, const Pending& pending) {
  if (const sd_bus_error* error = sd_bus_message_get_error(message)) {
    if (auto left = as_device_left(*error, pending.request)) return tl::unexpected(*left);
    return tl::unexpected(
        bus_failure(error->name, error->message != nullptr ? error->message : "", pending.host));
  }
  auto arguments = read_json(message);
  if (!arguments) return tl::unexpected(unreadable(pending.request, arguments.error()));
  return std::move(*arguments);
}

int on_reply(sd_bus_message* message, void* userdata, sd_bus_error*) {
  auto& pending = *static_cast<Pending*>(userdata);
  pending.reply = to_reply(message, pending);
  return 1;
}

/// Runs the connection until this call is answered. Returns a negative errno if the bus is lost.
int await(sd_bus* bus, const Pending& pending) {
  while (!pending.reply) {
    const int r = sd_bus_process(bus, nullptr);
    if (r < 0) return r;
    if (r == 0 && !pending.reply) {
      const int waited = sd_bus_wait(bus, UINT64_MAX);
      if (waited < 0 && waited != -EINTR) return waited;
    }
  }
  return 0;
}

bool is_silent(const Pending& pending) {
  return pending.reply && !*pending.reply &&
         pending.reply->error().code == Failure::Code::no_answer;
}

}  // namespace

void Connection::Unref::operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }

Expected<Connection> Connection::open(const std::string& host) {
  sd_bus* bus = nullptr;
  const int r =
      host.empty() ? sd_bus_open_system(&bus) : sd_bus_open_system_remote(&bus, host.c_str());
  if (r < 0) return tl::unexpected(bus_failure(r, "system bus", host));
  return Connection(bus, host);
}

/// 0: the default of sd-bus.
std::uint64_t Connection::timeout_of(const Request& request) const {
  using std::chrono::microseconds;
  if (quick_) return kQuickUsec;
  if (!deadline_) return request.timeout_usec;
  std::uint64_t usual = request.timeout_usec;
  if (usual == 0) sd_bus_get_method_call_timeout(get(), &usual);
  const auto left =
      std::chrono::duration_cast<microseconds>(*deadline_ - std::chrono::steady_clock::now());
  // Even the last call of the deadline has time for an answer if the service is running.
  const auto rest = std::max(left, microseconds(kQuickUsec)).count();
  return std::min(usual, static_cast<std::uint64_t>(rest));
}

int Connection::send(const Request& request, bool may_start, Pending& pending) {
  sd_bus_message* raw = nullptr;
  int r = sd_bus_message_new_method_call(get(), &raw, kService, request.path.c_str(),
                                         request.interface, request.member);
  if (r < 0) return r;
  const std::unique_ptr<sd_bus_message, MessageUnref> message(raw);
  if (request.append && (r = request.append(raw)) < 0) return r;
  if (!may_start && (r = sd_bus_message_set_auto_start(raw, 0)) < 0) return r;
  return sd_bus_call_async(get(), &pending.slot, raw, on_reply, &pending, timeout_of(request));
}

/// Requests to a daemon that has not answered the first one are not sent: each would wait as long.
std::vector<Reply> Connection::call_all(std::span<const Request> requests) {
  std::deque<Pending> pending;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    auto& p = pending.emplace_back(requests[i], host_);
    const bool first = std::exchange(may_start_, false);
    const int r = send(requests[i], first, p);
    if (r < 0) p.reply = tl::unexpected(bus_failure(r, requests[i].member, host_));
    // A call that must not start the daemon does not wait for its start either.
    if (first) await(get(), p);
    if (first && is_silent(p) && sd_bus_is_open(get()) > 0)
      return std::vector<Reply>(requests.size(), *p.reply);
  }
  std::vector<Reply> replies;
  for (auto& p : pending) {
    const int r = await(get(), p);
    replies.push_back(r < 0 ? Reply(tl::unexpected(bus_failure(r, "system bus", host_)))
                            : std::move(*p.reply));
    if (!replies.back()) explain_loss(replies.back().error());
  }
  return replies;
}

/// A call whose connection breaks gets the same error as an unreachable bus.
void Connection::explain_loss(Failure& failure) const {
  if (failure.code == Failure::Code::no_answer && sd_bus_is_open(get()) <= 0)
    failure = bus_failure(-ECONNRESET, "system bus", host_);
}

Reply Connection::call(const Request& request) {
  return std::move(call_all(std::span(&request, 1)).front());
}

Request get_all(std::string path, const char* interface) {
  return {std::move(path), kPropertiesInterface, "GetAll",
          [interface](sd_bus_message* m) { return sd_bus_message_append(m, "s", interface); }};
}

}  // namespace rmcp::client
