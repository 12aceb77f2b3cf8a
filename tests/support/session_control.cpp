// SPDX-License-Identifier: MIT
// What a command in the machine may ask for.
#include "capture.hpp"
#include "capture_files.hpp"
#include "session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>

namespace rmcp::testbed {
namespace {

constexpr int kUsageError = 2;
constexpr int kUnavailable = 77;

constexpr std::array<std::pair<std::string_view, int>, 11> kErrors = {{{"EINVAL", EINVAL},
                                                                       {"EIO", EIO},
                                                                       {"ENODEV", ENODEV},
                                                                       {"EBUSY", EBUSY},
                                                                       {"EPERM", EPERM},
                                                                       {"EACCES", EACCES},
                                                                       {"ENOENT", ENOENT},
                                                                       {"EOPNOTSUPP", EOPNOTSUPP},
                                                                       {"ETIMEDOUT", ETIMEDOUT},
                                                                       {"ENOSPC", ENOSPC},
                                                                       {"EAGAIN", EAGAIN}}};

std::optional<int> errno_of(std::string_view name) {
  const auto found = std::ranges::find(kErrors, name, &std::pair<std::string_view, int>::first);
  if (found == kErrors.end()) return std::nullopt;
  return found->second;
}

std::optional<Behaviour> parse_behaviour(const std::string& text) {
  using Kind = Behaviour::Kind;
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (text == "driver") return Behaviour{Kind::driver, 0, ""};
  if (text == "hang") return Behaviour{Kind::hang, 0, ""};
  if (text == "gone") return Behaviour{Kind::gone, 0, ""};
  if (name == "answer") return Behaviour{Kind::answer, 0, value + "\n"};
  const auto error = errno_of(value);
  if (name == "refuse" && error) return Behaviour{Kind::refuse, *error, ""};
  if (name == "read" && error) return Behaviour{Kind::read_error, *error, ""};
  return std::nullopt;
}

Answer usage() { return {kUsageError, "no such request; see rmcp-machine --help\n"}; }

Answer to_answer(const Testbed::Result& result) {
  return result ? Answer{0, *result} : Answer{1, result.error().text + "\n"};
}

}  // namespace

Answer Session::handle(const std::vector<std::string>& words) {
  if (words.empty()) return usage();
  const std::string& verb = words[0];
  if (verb == "log" && words.size() == 1) return {0, read_text(daemon_->log())};
  if (verb == "daemon" && words.size() == 2) return handle_daemon(words[1]);
  if (verb == "boot" && words.size() == 1) return handle_boot();
  if (verb == "plug" && words.size() == 2) {
    auto machine = read_machine(words[1]);
    if (!machine) return {1, machine.error().text + "\n"};
    return to_answer(testbed_->plug(std::move(*machine)));
  }
  return handle_card(words);
}

Answer Session::handle_card(const std::vector<std::string>& words) {
  const std::string& verb = words[0];
  const std::size_t place = verb == "event" ? 2 : 1;
  if (words.size() <= place) return usage();
  const auto address = parse_pci_address(words[place]);
  if (!address) return {kUsageError, words[place] + ": not a PCI address\n"};
  const std::size_t count = words.size();
  if (verb == "unplug" && count == 2) return to_answer(testbed_->unplug(*address));
  if (verb == "unbind" && count == 2) return to_answer(testbed_->unbind(*address));
  if (verb == "writes" && count == 2) return to_answer(testbed_->take_writes(*address));
  if (verb == "commits" && count == 3) return handle_commits(*address, words[2]);
  if (verb == "path" && count == 2) return to_answer(testbed_->path(*address));
  if (verb == "bind" && count == 3) return to_answer(testbed_->bind(*address, words[2]));
  if (verb == "read" && count == 3) return to_answer(testbed_->read(*address, words[2]));
  if (verb == "write" && count == 4) {
    return to_answer(testbed_->write(*address, words[2], words[3]));
  }
  if (verb == "emulate" && count == 4) return handle_emulate(*address, words);
  if (verb == "reset" && count >= 3) return handle_reset(*address, words);
  if (verb != "event") return usage();
  std::map<std::string, std::string> properties;
  const bool drm = count > 3 && words[3] == "drm";
  for (std::size_t i = drm ? 4 : 3; i < count; ++i) {
    const auto equals = words[i].find('=');
    if (equals == std::string::npos) return usage();
    properties[words[i].substr(0, equals)] = words[i].substr(equals + 1);
  }
  return to_answer(testbed_->event(words[1], *address, drm, properties));
}

Answer Session::handle_commits(const PciAddress& address, const std::string& word) {
  constexpr std::array<std::pair<std::string_view, Commits>, 3> kWords = {
      {{"whole", Commits::whole}, {"edited", Commits::edited}, {"kept", Commits::kept}}};
  const auto found = std::ranges::find(kWords, word, &std::pair<std::string_view, Commits>::first);
  if (found == kWords.end()) return usage();
  testbed_->set_commits(address, found->second);
  return {};
}

Answer Session::handle_reset(const PciAddress& address, const std::vector<std::string>& words) {
  if (!testbed_->no_attribute_fs().empty()) {
    return {kUnavailable, "reset: " + testbed_->no_attribute_fs() + "\n"};
  }
  if (words[2] == "end" && words.size() == 3) return to_answer(testbed_->reset(address, 0));
  if (words[2] != "begin" || words.size() > 4) return usage();
  const auto error = errno_of(words.size() == 4 ? words[3] : "EPERM");
  if (!error) return {kUsageError, "reset: " + words[3] + ": no such error\n"};
  return to_answer(testbed_->reset(address, *error));
}

// The power is cut. Of rmcpd's files those in /run are gone.
Answer Session::handle_boot() {
  if (daemon_->running()) daemon_->kill([this] { testbed_->release_hanging_writes(); });
  for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/run")) {
    std::filesystem::remove_all(entry.path());
  }
  testbed_->boot();
  return options_.daemon ? handle_daemon("start") : Answer{};
}

Answer Session::handle_emulate(const PciAddress& address, const std::vector<std::string>& words) {
  if (!testbed_->no_attribute_fs().empty()) {
    return {kUnavailable, "emulate: " + testbed_->no_attribute_fs() + "\n"};
  }
  const auto behaviour = parse_behaviour(words[3]);
  if (!behaviour) return {kUsageError, "emulate: " + words[3] + ": no such behaviour\n"};
  return to_answer(testbed_->emulate(address, words[2], *behaviour));
}

Answer Session::handle_daemon(const std::string& verb) {
  const auto release = [this] { testbed_->release_hanging_writes(); };
  std::string problem;
  if (verb == "status") {
    return {daemon_->running() ? 0 : 1, daemon_->status() + "\n"};
  }
  if (verb == "stop" || verb == "restart") problem = daemon_->stop(release);
  if (verb == "kill") problem = daemon_->kill(release);
  if (problem.empty() && (verb == "start" || verb == "restart")) problem = daemon_->start();
  constexpr std::array kVerbs = {"start", "stop", "restart", "kill"};
  if (std::ranges::find(kVerbs, verb) == kVerbs.end()) return usage();
  return problem.empty() ? Answer{} : Answer{1, problem + "\n"};
}

}  // namespace rmcp::testbed
