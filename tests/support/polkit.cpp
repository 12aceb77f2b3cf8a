// SPDX-License-Identifier: MIT
// The real polkitd, with actions and rules of our own laid over the system's.
#include "private_bus.hpp"

#include <fmt/format.h>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

constexpr const char* kActions = "/usr/share/polkit-1/actions";
// polkitd looks into the first two, since 126 into all; distributions differ in which exist.
constexpr const char* kRules[] = {"/etc/polkit-1/rules.d", "/usr/share/polkit-1/rules.d",
                                  "/run/polkit-1/rules.d", "/usr/local/share/polkit-1/rules.d"};
constexpr const char* kOtherActions[] = {"/etc/polkit-1/actions", "/run/polkit-1/actions",
                                         "/usr/local/share/polkit-1/actions"};

std::string find_polkitd() {
  for (const char* path : {"/usr/lib/polkit-1/polkitd", "/usr/libexec/polkitd",
                           "/usr/libexec/polkit-1/polkitd", "/usr/lib/policykit-1/polkitd"}) {
    if (::access(path, X_OK) == 0) return path;
  }
  throw std::runtime_error("polkitd: not installed");
}

void copy_files(const fs::path& from, const fs::path& to, const std::string& extension) {
  if (!fs::is_directory(from)) return;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    if (entry.path().extension() != extension) continue;
    const fs::path copy = to / entry.path().filename();
    fs::copy_file(entry.path(), copy, fs::copy_options::overwrite_existing);
    fs::permissions(copy, fs::perms(0644));
  }
}

void lay_over(const std::string& from, const char* at) {
  if (::mount(from.c_str(), at, nullptr, MS_BIND, nullptr) != 0) {
    throw std::runtime_error(fmt::format("{}: cannot be laid over: {}", at, std::strerror(errno)));
  }
}

}  // namespace

bool enter_private_mounts() {
  return ::unshare(CLONE_NEWNS) == 0 &&
         ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

Polkit::Polkit(const PrivateBus& bus, const std::string& directory, const std::string& rules)
    : rules_(directory + "/rules") {
  const std::string program = find_polkitd();
  const std::string actions = directory + "/actions";
  fs::create_directories(actions);
  fs::create_directories(rules_);
  copy_files(kActions, actions, ".policy");
  copy_files(RMCP_UNITS_DIR, actions, ".policy");
  if (!rules.empty()) copy_files(rules, rules_, ".rules");
  lay_over(actions, kActions);
  const std::string none = directory + "/none";
  fs::create_directories(none);
  std::string next = rules_;
  for (const char* at : kRules) {
    if (fs::is_directory(at)) lay_over(std::exchange(next, none), at);
  }
  for (const char* at : kOtherActions) {
    if (fs::is_directory(at)) lay_over(none, at);
  }
  Environment environment = current_environment();
  environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address();
  daemon_ = std::make_unique<Child>(
      Command{{program, "--no-debug"}, environment, directory + "/polkitd.log"});
  const bool there = run_until(
      [&] { return !daemon_->running() || bus.has_owner("org.freedesktop.PolicyKit1"); }, 10000);
  if (!there || !daemon_->running()) throw std::runtime_error("polkitd: did not start");
}

}  // namespace rmcp::testbed
