// SPDX-License-Identifier: MIT
// The command line of rmcp-machine.
#include "options.hpp"

#include <map>
#include <stdexcept>

namespace rmcp::testbed {

const char* const kUsage = R"(Usage:
  rmcp-machine [OPTION...] -- COMMAND [ARGUMENT...]

Makes a simulated machine with AMD GPUs, runs rmcpd on it with a system bus of their own, and runs
COMMAND in it. Exit status: that of COMMAND; 99 when rmcpd crashed or failed; 77 when this system
cannot do what was asked for.

  --machine FILE     a description (tests/machines/*.toml); may be given again
  --capture DIR      a folder saved from a real machine; may be given again
  --policy DIR       policy.d/, profiles.d/, rmcpd.toml or just *.toml, copied for this run
  --polkit           run the real polkitd too (root only)
  --rules DIR        its *.rules
  --no-daemon        do not start rmcpd
  --daemon FILE      another rmcpd than the one that was built with this
  --daemon-option X  pass X to rmcpd; may be given again
  --plain            attributes are plain files: they take every write as it is
  --keep             leave the files behind and say where

In the machine, a COMMAND may use:
  rmcp-machine plug FILE|DIR
  rmcp-machine unplug ADDRESS
  rmcp-machine bind ADDRESS DRIVER
  rmcp-machine unbind ADDRESS
  rmcp-machine event ACTION ADDRESS [drm] [KEY=VALUE...]
  rmcp-machine read ADDRESS ATTRIBUTE
  rmcp-machine write ADDRESS ATTRIBUTE VALUE
  rmcp-machine emulate ADDRESS ATTRIBUTE refuse=ERRNO|answer=TEXT|hang|read=ERRNO|gone|driver
  rmcp-machine reset ADDRESS begin [EPERM|EBUSY]|end     what the driver answers while it resets the card
  rmcp-machine writes ADDRESS                            what was written to its driver since the last call
  rmcp-machine commits ADDRESS whole|edited|kept         what a commit of overdrive sends (overdrive_table.hpp)
  rmcp-machine boot                                      off and on again: /run empty, cards as at first
  rmcp-machine path ADDRESS
  rmcp-machine daemon start|stop|restart|kill|status
  rmcp-machine log
ATTRIBUTE is a path below the card's folder; hwmon/NAME is the one in its hwmon/hwmonN.
Variables: RMCP_MACHINE_POLICY (folder with policy.d, to be edited), RMCP_MACHINE_LOG (rmcpd's log),
RMCP_MACHINE_PLAIN (why attributes are plain files; empty where they answer), RMCP_MACHINE_RULES (polkit's
rules), RMCP_MACHINE_SOCKET, UMOCKDEV_DIR.
)";

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  const std::map<std::string, bool*> flags = {
      {"--polkit", &options.polkit}, {"--keep", &options.keep}, {"--plain", &options.plain}};
  const std::map<std::string, std::vector<std::string>*> lists = {
      {"--machine", &options.machines},
      {"--capture", &options.machines},
      {"--policy", &options.policies},
      {"--daemon-option", &options.daemon_options}};
  std::size_t i = 0;
  for (; i < arguments.size() && arguments[i] != "--"; ++i) {
    const auto equals = arguments[i].find('=');
    const std::string name = arguments[i].substr(0, equals);
    const auto value = [&]() -> std::string {
      if (equals != std::string::npos) return arguments[i].substr(equals + 1);
      if (i + 1 >= arguments.size()) throw std::invalid_argument(name + ": wants a value");
      return arguments[++i];
    };
    if (flags.contains(name)) {
      *flags.at(name) = true;
    } else if (lists.contains(name)) {
      lists.at(name)->push_back(value());
    } else if (name == "--rules") {
      options.polkit_rules = value();
    } else if (name == "--daemon") {
      options.daemon_program = value();
    } else if (name == "--no-daemon") {
      options.daemon = false;
    } else {
      throw std::invalid_argument(name + ": no such option");
    }
  }
  if (i + 1 >= arguments.size()) throw std::invalid_argument("-- COMMAND is missing");
  options.command.assign(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, arguments.end());
  return options;
}

}  // namespace rmcp::testbed
