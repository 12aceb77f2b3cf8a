// SPDX-License-Identifier: MIT
// A verb of rmcpctl: a row with everything about it, at the end of its file.
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

/// The words after a verb.
struct Arguments {
  std::string_view usage = {};  // "DEVICE [KNOB...]", for --help
  Word first = Word::none, rest = Word::none;
  std::size_t least = 0, most = 0;
  std::string_view missing = {};  // the error if there are fewer: "missing DEVICE"
  bool dashes = false;            // the words after `--` are a command

  /// The kind of the argument at this index.
  [[nodiscard]] Word at(std::size_t i) const {
    return i >= most ? Word::none : i == 0 ? first : rest;
  }
};

inline constexpr Arguments kOptionalDevice{"[DEVICE]", Word::device, Word::none, 0, 1};
inline constexpr Arguments kOneDevice{"DEVICE", Word::device, Word::none, 1, 1, "missing DEVICE"};
inline constexpr Arguments kDevices{"[DEVICE...]", Word::device, Word::device, 0, kMany};

/// The source that a verb needs besides its options. It is opened before, and a failure is reported
/// to the user. A verb with a daemon is not available with --offline.
using Run = std::variant<std::monostate, Exit (*)(Context&), Exit (*)(Context&, Source&),
                         Exit (*)(Context&, BusSource&)>;

inline constexpr std::string_view kReadsFiles = "reads the files";
inline constexpr std::string_view kReadsProcesses = "reads the processes";

enum class Output {
  table,     // a document, as text with headings and colours or as JSON
  document,  // a document whose text has neither
  other
};

/// A verb, or an action of one, as in `library add`: its first argument then names the action.
struct Verb {
  std::string_view name;
  std::string_view help = {};
  Arguments arguments = {};
  std::span<const Option> options = {};
  Verbs actions = {};
  std::string_view also = {};   // an action whose options this one accepts too
  std::string_view local = {};  // its local work, not available with --host
  /// The fault in its options and arguments, beyond the rules of their rows.
  std::string (*check)(const Options&) = nullptr;
  Run run = {};
  Output output = Output::table;
  std::string_view example = {};  // command lines for --help, one a line

  [[nodiscard]] bool needs_daemon() const {
    return std::holds_alternative<Exit (*)(Context&, BusSource&)>(run);
  }
};

/// In the order of --help; the first one is the default.
Verbs verbs();

/// The one of that name, or null.
const Verb* find(Verbs verbs, std::string_view name);
const Verb* find_verb(std::string_view name);

Exit run(const Verb& verb, Context& context);

}  // namespace rmcp::client
