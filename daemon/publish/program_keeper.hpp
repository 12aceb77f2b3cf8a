// SPDX-License-Identifier: MIT
// The programs of services: which ones, according to systemd, and their GPU code.
#pragma once
#include "daemon/publish/runtime_keeper.hpp"
#include "daemon/publish/unit_program.hpp"
#include "lib/sys/loop.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace rmcp::publish {

class ProgramKeeper {
 public:
  /// Asks for the path of a service's program; `then` is called in the loop with it or the reason
  /// why it is not known. Calls that get no answer have to end by themselves.
  using Then = std::function<void(Expected<std::string> path)>;
  using Find = std::function<void(const std::string& unit, Then then)>;
  /// Called in the loop when something new is known.
  using Changed = std::function<void()>;

  ProgramKeeper(sys::Loop& loop, std::chrono::milliseconds patience, Find find, Changed changed);

  /// Looks for the programs of these services anew, and forgets all others. What was known of them
  /// stays until then.
  void refresh(const std::set<std::string>& units);
  /// True if the program of each is known, or known not to be.
  [[nodiscard]] bool settled() const { return waiting_.empty() && open_ == 0 && files_.settled(); }
  /// Those that are.
  [[nodiscard]] UnitPrograms found() const;

 private:
  void ask();
  void accept(const std::string& unit, Expected<std::string> path);
  void read();

  Find find_;
  Changed changed_;
  RuntimeKeeper files_;  // by path
  std::map<std::string, Expected<std::string>> paths_;
  std::set<std::string> waiting_;  // units still to be asked about
  std::size_t open_ = 0;           // questions
  std::uint64_t round_ = 0;        // keeps late answers of an earlier round out
};

}  // namespace rmcp::publish
