// SPDX-License-Identifier: MIT
// The filter that every method call passes first.
#include "daemon/bus/door.hpp"

#include "daemon/bus/authority.hpp"
#include "daemon/bus/bounds.hpp"
#include "daemon/bus/names.hpp"

#include <utility>

namespace rmcp::bus {
namespace {

using Clock = Shares::Time::clock;

constexpr int kGoesOn = 0, kIsDone = 1;  // return values of an sd-bus filter

// At most half of the time: the rest is for cards, and for events from elsewhere. A client asks two
// or three questions and is done.
constexpr std::chrono::milliseconds kWindow{40}, kForQuestions{20};
constexpr unsigned kFew = 4;

/// A caller that wants no reply is never held up, and can fill the bus faster than calls are
/// handled. On a machine with shared processors most of the daemon's time has to be left for
/// dropping the rest, or the bus has to queue it.
constexpr std::chrono::milliseconds kForSilent{4};

/// Whether the call does more than reply.
bool acts(sd_bus_message* call) {
  const char* interface = sd_bus_message_get_interface(call);
  // Without an interface the first one with the method is meant.
  if (interface == nullptr) return true;
  const auto action = action_for(interface, sd_bus_message_get_member(call));
  return action && !action->empty();
}

/// A question to the card itself.
bool is_answered_later(sd_bus_message* call) {
  const auto is = [call](const char* member) {
    return sd_bus_message_is_method_call(call, "io.github.rmcpd1.Device", member) > 0;
  };
  return is("Plan") || is("Get");
}

}  // namespace

Door::Door(const Bus& bus, Senders& senders, Answers& answers)
    : loop_(bus.loop),
      senders_(senders),
      answers_(answers),
      questions_(kWindow, kForQuestions, kFew),
      silent_(kWindow, kForSilent, kFew) {
  sd_bus_slot* filter = nullptr;
  check_raw(sd_bus_add_filter(raw_bus(bus.connection), &filter, on_message, this), "filter");
  filter_.reset(filter);
}

int Door::on_message(sd_bus_message* message, void* self, sd_bus_error* error) {
  if (sd_bus_message_is_method_call(message, nullptr, nullptr) <= 0) return kGoesOn;
  auto& me = *static_cast<Door*>(self);
  try {
    return me.examine(message, error);
  } catch (const std::exception& e) {
    report(me.loop_);
    return sd_bus_error_set(error, error_name(Failure::Code::failed), e.what());
  }
}

int Door::examine(sd_bus_message* call, sd_bus_error* error) {
  const bool question = !acts(call);
  const bool wants_reply = sd_bus_message_get_expect_reply(call) > 0;
  if (question && !wants_reply) {
    dropped_ = true;
    return kIsDone;
  }
  if (const auto problem = beyond(call))
    return sd_bus_error_set(error, error_name(Failure::Code::limits_exceeded), problem->c_str());
  // Calls that are answered later are counted there.
  if (wants_reply && (!question || is_answered_later(call))) return kGoesOn;
  const char* sender = sd_bus_message_get_sender(call);
  charged_.emplace(
      Charged{wants_reply ? questions_ : silent_, sender == nullptr ? "" : sender, Clock::now()});
  if (!may_ask(charged_->shares, charged_->caller)) {
    dropped_ = !wants_reply;
    if (dropped_) return kIsDone;
    return sd_bus_error_set(error, error_name(Failure::Code::limits_exceeded),
                            "too many questions; ask again a little later");
  }
  return question && answers_.answer(call) ? kIsDone : kGoesOn;
}

/// It takes a while to learn the owner of a name: until then, and for root, there is no limit.
bool Door::may_ask(Shares& shares, const std::string& caller) {
  if (!shares.is_used_up(caller, Clock::now())) return true;
  const auto may = std::make_shared<bool>(true);
  senders_.identify(caller, [may, caller](std::uint32_t uid) {
    *may = Caller{caller, uid}.is_privileged();
  });
  return *may;
}

bool Door::processed() {
  if (charged_)
    charged_->shares.charge(charged_->caller, Clock::now() - charged_->began, charged_->began);
  charged_.reset();
  return std::exchange(dropped_, false);
}

}  // namespace rmcp::bus
