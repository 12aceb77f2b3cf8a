// SPDX-License-Identifier: MIT
// What a verb of rmcpctl is: a row with all that is its own, at the end of its file.
#pragma once
#include "client/command/context.hpp"
#include "client/command/option.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace rmcp::client {

struct Verb;
using Verbs = std::span<const Verb* const>;

inline constexpr std::size_t kMany = static_cast<std::size_t>(-1);

/// The words behind a verb.
struct Arguments {
  std::string_view usage = {};  // "DEVICE [KNOB...]", for --help
  Word first = Word::none, rest = Word::none;
  std::size_t least = 0, most = 0;
  std::string_view missing = {};  // what is said to fewer: "say which device"
  bool dashes = false;            // what stands behind `--` is a command

  /// What the argument of that number is.
  Word at(std::size_t i) const { return i >= most ? Word::none : i == 0 ? first : rest; }
};

inline constexpr Arguments kOptionalDevice{"[DEVICE]", Word::device, Word::none, 0, 1};
inline constexpr Arguments kOneDevice{"DEVICE", Word::device, Word::none, 1, 1, "say which device"};
inline constexpr Arguments kDevices{"[DEVICE...]", Word::device, Word::device, 0, kMany};

/// What a verb works with besides its options. It is opened before, and when that fails, the user
/// is told so. A daemon: cannot be done with --offline.
using Run = std::variant<std::monostate, Exit (*)(Context&), Exit (*)(Context&, Source&),
                         Exit (*)(Context&, BusSource&)>;

inline constexpr std::string_view kReadsFiles = "reads the files";
inline constexpr std::string_view kReadsProcesses = "looks at the processes";

/// A verb, or an action of one, as in `library add`: its first argument then names the action.
struct Verb {
  std::string_view name;
  std::string_view help = {};
  Arguments arguments = {};
  std::span<const Option> options = {};
  Verbs actions = {};
  std::string_view also = {};   // an action whose options this one understands, too
  std::string_view local = {};  // what it does here, and cannot do with --host
  /// What is wrong with its options and arguments, beyond what their rows say.
  std::string (*check)(const Options&) = nullptr;
  Run run = {};

  bool needs_daemon() const { return std::holds_alternative<Exit (*)(Context&, BusSource&)>(run); }
};

/// In the order of --help; the first one is the default.
Verbs verbs();

/// The one of that name, or null.
const Verb* find(Verbs verbs, std::string_view name);
const Verb* find_verb(std::string_view name);

Exit run(const Verb& verb, Context& context);

}  // namespace rmcp::client
