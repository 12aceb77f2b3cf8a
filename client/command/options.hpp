// SPDX-License-Identifier: MIT
// What the user asked for, as data.
#pragma once
#include "client/render/style.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::client {

enum class Format { people, json_pretty, json_short };

struct Options {
  std::string verb = "list";
  std::vector<std::string> arguments;  // DEVICE..., NAME or ACTION, as the verb has it

  Format format = Format::people;
  ColourMode colour = ColourMode::automatic;
  bool legend = true;
  bool offline = false;
  std::string config_dirs;  // A:B; implies offline
  std::string host;         // [USER@]HOST; empty: this machine

  bool all = false;                    // list: absent cards too
  bool exit_code = false;              // plan
  bool keep = false;                   // revert, set, use
  std::uint64_t revert_after = 0;      // apply, seconds; 0: not given
  bool force = false;                  // eject
  double timeout = 30;                 // wait, seconds
  bool lines = false;                  // watch: never a screen
  std::vector<std::string> devices;    // inspect: --device
  std::vector<std::string> targets;    // inspect, env, run: --target
  std::string mode;                    // inspect, run: path, preload or mount; empty: not given
  std::string environment_format;      // env: sh, json, systemd or null; empty: not given
  std::string set_name;                // library add: --name
  std::int64_t priority = 0;           // library add
  std::vector<std::string> match_gfx;  // library add: --match-gfx
  bool dry_run = false;                // library build
  bool restart = false;                // library build
  std::vector<std::string> select;     // library build: --select
  std::vector<std::string> command;    // run: what stands after --
  std::uint64_t pid = 0;               // inspect; 0: not given

  bool json() const { return format != Format::people; }
};

}  // namespace rmcp::client
