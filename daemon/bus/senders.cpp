// SPDX-License-Identifier: MIT
// A match per name, not one for all: on a busy bus names come and go by the thousand.
#include "daemon/bus/senders.hpp"

#include "daemon/bus/names.hpp"
#include "daemon/bus/raw_bus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace rmcp::bus {
namespace {

constexpr std::size_t kMostCalls = 32;  // calls of one name, until its user is known
constexpr std::size_t kMostKept = 128;  // names; the bus allows a program 512 matches

class BusSenders final : public Senders {
 public:
  explicit BusSenders(const Bus& bus) : loop_(bus.loop), bus_(raw_bus(bus.connection)) {}

  bool identify(const std::string& name, Then then) override;
  Watch when_gone(const std::string& name, std::function<void()> gone) override;

 private:
  struct Sender;

  Sender& sender(const std::string& name);
  void make_room();
  void forget(const std::string& name);
  static int on_uid(sd_bus_message* reply, void* sender, sd_bus_error*);
  static int on_watched(sd_bus_message* reply, void* sender, sd_bus_error*);
  static int on_owner_changed(sd_bus_message* signal, void* sender, sd_bus_error*);

  const sys::Loop& loop_;
  sd_bus* bus_;
  std::map<std::string, std::unique_ptr<Sender>> senders_;
  std::uint64_t clock_ = 0;  // counts uses
};

struct BusSenders::Sender {
  BusSenders& all;
  std::string name;
  std::uint64_t last_used = 0;
  std::optional<std::uint32_t> uid = std::nullopt;
  std::vector<Then> waiting = {};
  std::vector<std::weak_ptr<std::function<void()>>> watches = {};
  RawSlot match = nullptr, question = nullptr;

  [[nodiscard]] bool idle() const {
    return waiting.empty() && std::all_of(watches.begin(), watches.end(),
                                          [](const auto& watch) { return watch.expired(); });
  }
};

bool BusSenders::identify(const std::string& name, Then then) {
  auto& caller = sender(name);
  if (caller.uid) {
    then(*caller.uid);
    return true;
  }
  if (caller.waiting.size() >= kMostCalls) return false;
  caller.waiting.push_back(std::move(then));
  return true;
}

BusSenders::Watch BusSenders::when_gone(const std::string& name, std::function<void()> gone) {
  auto& watches = sender(name).watches;
  std::erase_if(watches, [](const auto& watch) { return watch.expired(); });
  const auto watch = std::make_shared<std::function<void()>>(std::move(gone));
  watches.push_back(watch);
  return watch;
}

/// The match comes before the question: a name that has gone in between is an error to the latter.
BusSenders::Sender& BusSenders::sender(const std::string& name) {
  const auto known = senders_.find(name);
  if (known != senders_.end()) {
    known->second->last_used = ++clock_;
    return *known->second;
  }
  make_room();
  auto made = std::unique_ptr<Sender>(new Sender{*this, name, ++clock_});
  const auto match = fmt::format(
      "type='signal',sender='{0}',path='{1}',interface='{0}',member='NameOwnerChanged',arg0='{2}'",
      kBus, kBusPath, name);
  sd_bus_slot *watching = nullptr, *asking = nullptr;
  check_raw(sd_bus_add_match_async(bus_, &watching, match.c_str(), on_owner_changed, on_watched,
                                   made.get()),
            "match");
  made->match.reset(watching);
  check_raw(sd_bus_call_method_async(bus_, &asking, kBus, kBusPath, kBus, "GetConnectionUnixUser",
                                     on_uid, made.get(), "s", name.c_str()),
            "GetConnectionUnixUser");
  made->question.reset(asking);
  return *(senders_[name] = std::move(made));
}

/// Drops the name that was least recently used, if nothing waits for it.
void BusSenders::make_room() {
  if (senders_.size() < kMostKept) return;
  auto oldest = senders_.end();
  for (auto it = senders_.begin(); it != senders_.end(); ++it) {
    if (!it->second->uid || !it->second->idle()) continue;
    if (oldest == senders_.end() || it->second->last_used < oldest->second->last_used) oldest = it;
  }
  if (oldest != senders_.end()) senders_.erase(oldest);
}

void BusSenders::forget(const std::string& name) {
  const auto it = senders_.find(name);
  if (it == senders_.end()) return;
  const auto gone = std::move(it->second);
  senders_.erase(it);
  for (const auto& weak : gone->watches) {
    if (const auto watch = weak.lock()) loop_.guarded(*watch);
  }
}

int BusSenders::on_uid(sd_bus_message* reply, void* data, sd_bus_error*) {
  auto& me = *static_cast<Sender*>(data);
  auto& all = me.all;
  const auto name = me.name;
  std::uint32_t uid = kUnknown;
  if (sd_bus_message_is_method_error(reply, SD_BUS_ERROR_NAME_HAS_NO_OWNER) > 0) {
    all.forget(name);
    return 0;
  }
  if (sd_bus_message_is_method_error(reply, nullptr) <= 0) sd_bus_message_read(reply, "u", &uid);
  me.uid = uid;
  for (const auto& then : std::exchange(me.waiting, {})) all.loop_.guarded([&] { then(uid); });
  return 0;
}

/// If the bus refuses a match, stay connected, which sd-bus would not.
int BusSenders::on_watched(sd_bus_message*, void*, sd_bus_error*) { return 1; }

int BusSenders::on_owner_changed(sd_bus_message*, void* data, sd_bus_error*) {
  auto& me = *static_cast<Sender*>(data);
  me.all.forget(std::string(me.name));
  return 0;
}

}  // namespace

std::unique_ptr<Senders> make_senders(const Bus& bus) { return std::make_unique<BusSenders>(bus); }

}  // namespace rmcp::bus
