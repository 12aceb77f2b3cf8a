// SPDX-License-Identifier: MIT
// Limits on the calls in flight of each caller. A limit per connection alone would be useless: a
// user may open hundreds.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace rmcp::bus {

class Quota : public std::enable_shared_from_this<Quota> {
 public:
  struct Limits {
    unsigned caller, user, all;
  };
  static std::shared_ptr<Quota> make(Limits limits) {
    return std::shared_ptr<Quota>(new Quota(limits));
  }

  /// A call in flight, until this is released.
  class Ticket {
   public:
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

   private:
    friend class Quota;
    Ticket(std::shared_ptr<Quota> quota, std::string caller, std::uint32_t uid)
        : quota_(std::move(quota)), caller_(std::move(caller)), uid_(uid) {}

    std::shared_ptr<Quota> quota_;
    std::string caller_;
    std::uint32_t uid_;
  };

  /// Null if the limit is reached.
  std::shared_ptr<Ticket> acquire(const std::string& caller, std::uint32_t uid);
  unsigned in_flight() const { return all_; }

 private:
  explicit Quota(Limits limits) : limits_(limits) {}

  Limits limits_;
  std::map<std::string, unsigned> callers_;
  std::map<std::uint32_t, unsigned> users_;
  unsigned all_ = 0;
};

}  // namespace rmcp::bus
