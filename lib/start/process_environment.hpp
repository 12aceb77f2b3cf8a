// SPDX-License-Identifier: MIT
// The variables that a program is started with, so that it uses its cards as policy wants. Pure:
// the request carries everything that has to be looked up.
#pragma once
#include "lib/gpu/code_match.hpp"
#include "lib/gpu/pci_address.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/start/obstacle.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// Settings of scope `process` in force, by name: values in policy's words.
using Published = std::map<std::string, std::string, std::less<>>;

/// The variables among them, without `environment.`.
std::map<std::string, std::string> environment_of(const Published& published);

/// A card for the program to use.
struct ProcessDevice {
  PciAddress address;
  std::string label;  // alias or address, for people
  std::optional<GfxTarget> gfx;
  bool apu = false;
  bool settling = false;  // its abilities, and its wanted settings, are not known yet
  std::optional<std::uint64_t> unique_id;
  std::vector<unsigned> render_minors;  // of its KFD nodes; empty: it cannot compute
  Published published;                  // settings in force
  std::map<std::string, std::string, std::less<>> origins;  // of these, in short, where known
  std::optional<LibrarySet> set;                            // its library set; empty: none
  std::string library_problem;                              // why it does not get its library set

  /// The value of one of `published`; empty: there is none.
  [[nodiscard]] std::string_view setting(std::string_view name) const;
};

/// The KFD nodes that the process may see, in the order in which its thunk numbers them.
/// (libhsakmt/src/topology.c: nodes that the process may not open are left out and not counted.)
struct KfdView {
  struct Node {
    bool gpu = false;           // false: a CPU
    unsigned render_minor = 0;  // of a GPU
  };
  std::vector<Node> nodes;
};

/// The ROCm that the program will run on, as far as it is known.
struct ProcessRuntime {
  std::string from;     // in words: "library set rocm-5.2", "/usr/lib/ollama"
  std::string version;  // "6.3.0"; empty: not known
  /// Its GPU code; nothing: not inspected.
  std::optional<FoundCode> code;
  /// Whether its thunk reads a variable for one node alone; nothing: not inspected, so the version
  /// decides.
  std::optional<bool> numbered = {};
  RuntimeAbility ability = {};
  bool is_rocm = false;  // the code is that of ROCm's own libraries
};

struct ProcessRequest {
  std::vector<ProcessDevice> devices;
  KfdView view;
  ProcessRuntime runtime;
  std::string cache_folder;  // "/home/me/.cache": for MIOpen's databases; empty: none
  std::string hsa_tool;      // path of librmcp-hsa.so; empty: not installed
  std::map<std::string, std::string> inherited;  // for lists that are extended
  /// Variables that outlive the next plug must not count devices: no indices, no node numbers.
  bool lasting = false;
  /// The process sees only these GPUs: a container.
  bool alone = false;
};

struct ProcessEnvironment {
  struct Variable {
    std::string name;
    std::string value;  // never empty
    std::string why;
    bool operator==(const Variable&) const = default;
  };
  std::vector<Variable> set;  // by name
  /// Variables that would contradict the result, by name, and why they are unset.
  std::map<std::string, std::string> unset;
  std::vector<std::string> notes;  // decisions that set nothing, in words
  Hindrance hindrance;  // why these devices cannot be used like this; nothing is set then

  [[nodiscard]] const Variable* find(std::string_view name) const;
  /// Replaces an earlier value. An empty one sets nothing.
  void put(std::string_view name, std::string value, std::string why);
  /// Always false: nothing is set, for this reason.
  bool fail(Obstacle obstacle, std::string why);
  bool fail(const ProcessDevice& device, const Hindrance& why);
};

ProcessEnvironment make_environment(const ProcessRequest& request);

}  // namespace rmcp
