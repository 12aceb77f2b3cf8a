// SPDX-License-Identifier: MIT
// Assembles the document of `rmcpctl inspect`, for a command or for a process.
#include "client/inspect/inspect.hpp"

#include "client/document/json.hpp"
#include "client/inspect/code_places.hpp"
#include "client/inspect/inspect_json.hpp"
#include "client/inspect/mapped.hpp"
#include "client/inspect/program.hpp"
#include "client/inspect/runtime_ability.hpp"
#include "client/inspect/set_words.hpp"
#include "client/inspect/started.hpp"
#include "client/inspect/variables.hpp"
#include "client/inspect/verdict.hpp"
#include "client/inspect/visible.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

using Document = Expected<Json>;

std::vector<std::uint64_t> kfd_nodes_of(const Device& device) {
  std::vector<std::uint64_t> out;
  for (const auto& node : device.nodes.kfd) out.push_back(node.node);
  return out;
}

Json identity_json(const Device& device) {
  return Json{{"address", to_string(device.address)},
              {"alias", device.alias},
              {"name", device.name},
              {"gfx", device.gfx ? to_string(*device.gfx) : ""}};
}

/// The facts that the code is judged by.
struct CodeFacts {
  CodeSearch code;
  RuntimeAbility ability;
  Variables variables;  // those that matter
};

/// Adds "code" and its sentences.
void add_code(Json& out, const Device& device, const CodeFacts& facts) {
  if (!device.gfx) {
    out["code"] = nullptr;
    out["words"].push_back("the code that it can run is not known: its gfx target is not known");
    return;
  }
  const auto in_force = override_in_force(facts.variables, kfd_nodes_of(device));
  const auto verdict = judge_code(*device.gfx, facts.code.places, in_force, facts.ability);
  out["code"] = to_json(verdict);
  for (const auto& word : verdict.words) out["words"].push_back(word);
  if (!verdict.any)
    out["words"].push_back(
        "no GPU code was found in the program itself: it may compile it, or load it later");
}

/// "hidden_by" and "access".
void add_access(Json& out, const Device& device, const Variables& variables,
                const InspectQuestion& question) {
  const auto& all = question.all_devices.empty() ? *question.devices : question.all_devices;
  out["hidden_by"] = hidden_by(variables, all, device.address);
  out["access"] = to_json(check_access(device, question.user, question.paths));
}

/// null if the set of cards is not known.
void start_devices(Json& out, const InspectQuestion& question) {
  out["devices"] = question.devices ? Json(Json::array()) : Json(nullptr);
  if (!question.devices && !question.why_no_devices.empty())
    out["notes"].push_back("the cards of this machine are not known: " + question.why_no_devices);
}

/// Components of the set without code for the card.
void add_components(Json& out, const LibrarySet& set, const std::optional<GfxTarget>& gfx) {
  if (!gfx) return;
  for (const auto& component : components_without(set, *gfx))
    out["words"].push_back(
        fmt::format("{} of the set {} has no code for {}", component, set.name, to_string(*gfx)));
}

class CommandInspection {
 public:
  explicit CommandInspection(const InspectQuestion& question) : question_(question) {}

  Document run() {
    auto started = examine_command(question_.command, question_.targets, files_);
    if (!started) return tl::unexpected(started.error());
    program_ = std::move(started->program);
    setup_ = std::move(started->setup);
    what_ = std::move(started->files);
    if (!started->loads_rocm)
      program_.notes.emplace_back(
          "it loads no library of ROCm at its start: if it opens one later, name that folder with "
          "--target DIR");
    return document();
  }

 private:
  Document document() {
    const auto loaded = predict(what_.program, what_.later, setup_, files_);
    const auto libraries = runtime_libraries(loaded);
    const auto& environment = program_.environment;
    const CodeFacts facts{find_code(loaded, {environment_of(environment), program_.folder}),
                          runtime_ability(libraries), runtime_variables(environment)};
    Json out{{"command", question_.command},
             {"pid", nullptr},
             {"program", program_.path},
             {"through", program_.through}};
    add_facts(out, loaded, libraries, facts.code, facts.variables);
    for (const auto& note : program_.notes) out["notes"].push_back(note);
    start_devices(out, question_);
    if (question_.devices)
      for (const auto& device : *question_.devices)
        out["devices"].push_back(device_part(device, facts));
    return out;
  }

  Json device_part(const DeviceView& view, const CodeFacts& facts) {
    Json out = identity_json(view.device);
    out["words"] = Json::array();
    add_code(out, view.device, facts);
    const auto& set = view.set;
    out["library_set"] = set ? Json(set->name) : Json(nullptr);
    out["mode"] = nullptr;
    if (set) add_set(out, *set, view.device.gfx);
    if (!set && question_.mode)
      out["words"].push_back("no library set is chosen for this device: --mode needs one");
    add_access(out, view.device, facts.variables, question_);
    return out;
  }

  void add_set(Json& out, const LibrarySet& set, const std::optional<GfxTarget>& gfx) {
    if (!set.found.usable()) {
      out["words"].push_back(broken_words(set));
      return;
    }
    const auto asked =
        try_start(what_, question_.mode.value_or(StartMode::as_is), setup_, set, files_);
    const auto best =
        asked.whole ? std::optional(asked.mode) : best_mode(what_, setup_, set, files_);
    out["libraries"] = to_json(asked.libraries);
    out["mode"] = best ? Json(to_string(*best)) : Json(nullptr);
    out["words"].push_back(set_words(set, asked, best));
    add_components(out, set, gfx);
  }

  const InspectQuestion& question_;
  Program program_;
  DiskFiles files_;
  LoaderSetup setup_;
  ProgramFiles what_;
};

class ProcessInspection {
 public:
  explicit ProcessInspection(const InspectQuestion& question) : question_(question) {}

  Document run() {
    auto process = read_process(question_.pid);
    if (!process) return tl::unexpected(process.error());
    auto libraries = runtime_libraries(process->loaded);
    for (auto& library : libraries) {
      library.found.clear();
      for (const auto& path : process->deleted)
        library.deleted = library.deleted || path == library.path;
    }
    const auto environment = process->environment.value_or(Variables{});
    const auto& root = process->root;
    const CodeFacts facts{
        find_code(process->loaded, {environment_of(environment), process->folder, root}),
        runtime_ability(libraries, root), runtime_variables(environment)};
    Json out{{"command", process->command},
             {"pid", question_.pid},
             {"program", process->program},
             {"through", Json::array()}};
    add_facts(out, process->loaded, libraries, facts.code, facts.variables);
    if (process->has_own_root)
      out["notes"].push_back(fmt::format(
          "the paths are those of its own root, /proc/{}/root, as in a container", question_.pid));
    if (!process->environment)
      out["notes"].push_back(
          "cannot read its environment: it belongs to another user; run as root");
    for (const auto& path : process->deleted)
      out["notes"].push_back(path +
                             " was replaced or removed since the process was started: restart it "
                             "to use the new files");
    start_devices(out, question_);
    if (question_.devices)
      for (const auto& device : *question_.devices)
        out["devices"].push_back(device_part(device, libraries, facts));
    return out;
  }

 private:
  Json device_part(const DeviceView& view, std::vector<RuntimeLibrary> libraries,
                   const CodeFacts& facts) {
    Json out = identity_json(view.device);
    out["words"] = Json::array();
    add_code(out, view.device, facts);
    const auto& set = view.set;
    out["library_set"] = set ? Json(set->name) : Json(nullptr);
    if (set) {
      compare_with_set(libraries, *set, files_);
      out["libraries"] = to_json(libraries);
      out["words"].push_back(!set->found.usable() ? broken_words(*set)
                                                  : process_words(*set, libraries));
    }
    add_access(out, view.device, facts.variables, question_);
    return out;
  }

  const InspectQuestion& question_;
  DiskFiles files_;
};

}  // namespace

Document inspect(const InspectQuestion& question) {
  return question.pid != 0 ? ProcessInspection(question).run() : CommandInspection(question).run();
}

}  // namespace rmcp::client
