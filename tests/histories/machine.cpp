// SPDX-License-Identifier: MIT
// Requests over the control socket.
#include "machine.hpp"

#include "wishes.hpp"

#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace rmcp::histories {

void sleep_for(milliseconds time) { std::this_thread::sleep_for(time); }

double now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

testbed::Answer machine(const std::vector<std::string>& words) {
  static const std::string socket = std::getenv("RMCP_MACHINE_SOCKET");
  return testbed::ask_machine(socket, words);
}

void request(const std::vector<std::string>& words) {
  const testbed::Answer answer = machine(words);
  if (answer.code != 0) throw std::runtime_error("rmcp-machine: " + words[0] + ": " + answer.text);
}

Complaints request_daemon(const std::string& verb) {
  const testbed::Answer answer = machine({"daemon", verb});
  if (verb == "kill" || answer.code == 0 || machine({"daemon", "status"}).code == 0) return {};
  return {answer.text};
}

Texts hardware(const std::string& address) {
  Texts texts;
  for (const std::string& attribute : watched_attributes()) {
    const testbed::Answer answer = machine({"read", address, attribute});
    if (answer.code == 0) texts[attribute] = answer.text;
  }
  return texts;
}

Texts initial_hardware(const std::string& address) {
  Texts texts;
  for (const std::string& attribute : watched_attributes()) {
    const std::string of_driver = attribute.substr(0, attribute.find(':'));
    const testbed::Answer answer = machine({"read", address, of_driver + ":initial"});
    if (answer.code == 0) texts[attribute] = answer.text;
  }
  return texts;
}

}  // namespace rmcp::histories
