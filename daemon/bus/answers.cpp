// SPDX-License-Identifier: MIT
// Keeps replies until something in them has changed, and copies them to callers.
#include "daemon/bus/answers.hpp"

#include "daemon/bus/names.hpp"

#include <string_view>
#include <utility>

namespace rmcp::bus {

struct Answers::Question {
  const char *path, *interface, *member;
  const char* argument = nullptr;  // the only one, or there is none
};

namespace {

constexpr auto kManager = "io.github.rmcpd1.Manager";
constexpr auto kProperties = "org.freedesktop.DBus.Properties";
constexpr auto kObjectManager = "org.freedesktop.DBus.ObjectManager";

std::string_view text(const char* maybe) { return maybe == nullptr ? std::string_view() : maybe; }

constexpr std::size_t kMostWaiting = 512;

const char* own_name(sd_bus* bus) {
  const char* name = nullptr;
  check_raw(sd_bus_get_unique_name(bus, &name), "unique name");
  return name;
}

bool is_own(sd_bus* bus, sd_bus_message* call) {
  return text(sd_bus_message_get_sender(call)) == own_name(bus);
}

/// Sends the same reply, or the same error, to another call.
void reply(sd_bus* bus, sd_bus_message* call, sd_bus_message* answer) {
  if (const auto* error = sd_bus_message_get_error(answer)) {
    check_raw(sd_bus_reply_method_error(call, error), "answer");
    return;
  }
  sd_bus_message* made = nullptr;
  check_raw(sd_bus_message_new_method_return(call, &made), "answer");
  const RawMessage owned(made);
  check_raw(sd_bus_message_rewind(answer, 1), "answer");
  check_raw(sd_bus_message_copy(made, answer, 1), "answer");
  check_raw(sd_bus_send(bus, made, nullptr), "answer");
}

/// The only argument of the call; nothing if it is not a string.
std::string_view argument_of(sd_bus_message* call) {
  const char* argument = nullptr;
  if (text(sd_bus_message_get_signature(call, 1)) == "s")
    sd_bus_message_read_basic(call, SD_BUS_TYPE_STRING, &argument);
  sd_bus_message_rewind(call, 1);
  return text(argument);
}

}  // namespace

Answers::Answers(const Bus& bus)
    : loop_(bus.loop), bus_(raw_bus(bus.connection)), next_(bus.loop, [this] { send_next(); }) {}

const Answers::Question* Answers::find(sd_bus_message* call) {
  static constexpr Question kAll[] = {
      {kManagerPath, kManager, "List"},
      {kManagerPath, kManager, "ListKnown"},
      {kManagerPath, kManager, "ListKnobs"},
      {kManagerPath, kManager, "ListParameters"},
      {kManagerPath, kManager, "ListLibraries"},
      {kManagerPath, kManager, "ListProfiles"},
      {kManagerPath, kProperties, "GetAll", kManager},
      {kRootPath, kObjectManager, "GetManagedObjects"},
  };
  for (const auto& question : kAll) {
    if (text(sd_bus_message_get_member(call)) != question.member ||
        text(sd_bus_message_get_path(call)) != question.path ||
        text(sd_bus_message_get_interface(call)) != question.interface)
      continue;
    const bool fits = question.argument != nullptr ? argument_of(call) == question.argument
                                                   : sd_bus_message_is_empty(call) > 0;
    if (fits) return &question;
  }
  return nullptr;
}

bool Answers::answer(sd_bus_message* call) {
  const auto* question = find(call);
  if (question == nullptr) return false;
  auto& entry = entries_[question];
  if (entry.answer && entry.made == state_) {
    reply(bus_, call, entry.answer.get());
    return true;
  }
  // A single caller is faster without this.
  const bool first = entry.asked != state_;
  entry.asked = state_;
  if (first) return false;
  if (!entry.asking) {
    ask(*question, entry);
  } else if (entry.made != state_ || is_own(bus_, call) || entry.waiting.size() >= kMostWaiting) {
    return false;
  }
  entry.waiting.emplace_back(sd_bus_message_ref(call));
  return true;
}

void Answers::ask(const Question& question, Entry& entry) {
  sd_bus_message* call = nullptr;
  check_raw(sd_bus_message_new_method_call(bus_, &call, own_name(bus_), question.path,
                                           question.interface, question.member),
            question.member);
  const RawMessage owned(call);
  if (question.argument != nullptr)
    check_raw(sd_bus_message_append_basic(call, SD_BUS_TYPE_STRING, question.argument),
              question.member);
  entry.answer.reset();
  entry.made = state_;
  sd_bus_slot* slot = nullptr;
  check_raw(sd_bus_call_async(bus_, &slot, call, on_answer, this, 0), question.member);
  entry.asking.reset(slot);
}

/// A change since the question may or may not be in the reply: its state is that of the question.
void Answers::accept(Entry& entry, sd_bus_message* answer) {
  for (auto& call : std::exchange(entry.waiting, {}))
    ready_.push_back({std::move(call), RawMessage(sd_bus_message_ref(answer))});
  if (sd_bus_message_is_method_error(answer, nullptr) <= 0)
    entry.answer.reset(sd_bus_message_ref(answer));
  entry.asking.reset();
  next_.arm(std::chrono::microseconds(0));
}

void Answers::send_next() {
  if (ready_.empty()) return;
  const auto ready = std::move(ready_.front());
  ready_.pop_front();
  if (!ready_.empty()) next_.arm(std::chrono::microseconds(0));
  reply(bus_, ready.call.get(), ready.answer.get());
}

int Answers::on_answer(sd_bus_message* answer, void* data, sd_bus_error*) {
  auto& me = *static_cast<Answers*>(data);
  const auto* slot = sd_bus_get_current_slot(me.bus_);
  me.loop_.guarded([&] {
    for (auto& [question, entry] : me.entries_)
      if (entry.asking.get() == slot) me.accept(entry, answer);
  });
  return 0;
}

}  // namespace rmcp::bus
