// SPDX-License-Identifier: MIT
// Counts calls in flight, by unique name and by user.
#include "daemon/bus/quota.hpp"

namespace rmcp::bus {
namespace {

template <class Key>
unsigned count_of(const std::map<Key, unsigned>& counts, const Key& key) {
  const auto it = counts.find(key);
  return it == counts.end() ? 0 : it->second;
}

template <class Key>
void decrement(std::map<Key, unsigned>& counts, const Key& key) {
  const auto it = counts.find(key);
  if (--it->second == 0) counts.erase(it);
}

}  // namespace

std::shared_ptr<Quota::Ticket> Quota::acquire(const std::string& caller, std::uint32_t uid) {
  if (count_of(callers_, caller) >= limits_.caller || count_of(users_, uid) >= limits_.user ||
      all_ >= limits_.all)
    return nullptr;
  ++callers_[caller];
  ++users_[uid];
  ++all_;
  return std::shared_ptr<Ticket>(new Ticket(shared_from_this(), caller, uid));
}

Quota::Ticket::~Ticket() {
  decrement(quota_->callers_, caller_);
  decrement(quota_->users_, uid_);
  --quota_->all_;
}

}  // namespace rmcp::bus
