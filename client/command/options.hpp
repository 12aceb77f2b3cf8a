// SPDX-License-Identifier: MIT
// The user's request, as data.
#pragma once
#include "client/render/style.hpp"

#include <any>
#include <list>
#include <string>
#include <vector>

namespace rmcp::client {

enum class Format { people, json_pretty, json_short };

struct Options {
  std::vector<std::string> arguments;  // after the verb, or after its action
  std::vector<std::string> command;    // after `--`

  // Common to all verbs.
  std::string json_form;        // pretty or short; empty: text for people
  std::string colour = "auto";  // always, never
  bool legend = true;
  bool pager = true;  // ignored
  bool offline = false;
  std::string config_dirs;  // A:B; implies offline
  std::string host;         // [USER@]HOST; empty: this machine
  bool version = false;

  /// The verbs' own structs of options, for each verb that the line could mean.
  std::list<std::any> of_verbs;

  [[nodiscard]] bool json() const { return !json_form.empty(); }
  [[nodiscard]] Format format() const;
  [[nodiscard]] ColourMode colour_mode() const;

  /// The options of the verb that runs; it names its own struct.
  template <class Own>
  [[nodiscard]] const Own& own() const {
    static const Own kNoneGiven{};
    for (const auto& one : of_verbs)
      if (const auto* own = std::any_cast<Own>(&one)) return *own;
    return kNoneGiven;
  }
};

}  // namespace rmcp::client
