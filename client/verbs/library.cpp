// SPDX-License-Identifier: MIT
// library: the sets of ROCm libraries on this machine. The client scans and writes with its
// caller's rights; the daemon reads the result.
#include "client/verbs/library.hpp"

#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/scan/scan.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace rmcp::client {
namespace {

Exit unknown_library(const std::string& name, const Json& libraries) {
  std::vector<std::string> names;
  for (const auto& library : libraries) names.push_back(text(library, "name"));
  const auto near = nearest(name, std::vector<std::string_view>(names.begin(), names.end()));
  complain(near.empty() ? fmt::format("{}: no such library set. See: rmcpctl library", name)
                        : fmt::format("{}: no such library set; did you mean '{}'?", name, near));
  return Exit::usage;
}

void add_unregistered(Json& document) {
  std::vector<std::string> prefixes;
  for (const auto& library : items(document, "libraries")) {
    std::error_code error;
    const auto real = std::filesystem::canonical(text(library, "prefix"), error);
    if (!error) prefixes.push_back(real.string());
  }
  document["unregistered"] = unregistered(prefixes);
}

Exit list_sets(Context& context) {
  auto document = context.ask([](Source& source) { return source.libraries(); });
  if (document && context.options().host.empty()) add_unregistered(*document);
  return context.answer(document, render_libraries);
}

Exit show_set(Context& context) {
  const auto document = context.ask([](Source& source) { return source.libraries(); });
  if (!document) return complain(document.error());
  const auto& name = context.options().arguments.front();
  for (const auto& library : items(*document, "libraries")) {
    if (text(library, "name") != name) continue;
    context.show(Json{{"libraries", Json::array({library})}}, render_library);
    return Exit::ok;
  }
  return unknown_library(name, items(*document, "libraries"));
}

/// Verifies every byte, by the daemon's code without the daemon.
Exit verify_sets(Context& context) {
  const auto& arguments = context.options().arguments;
  const auto document =
      context.offline().libraries_full(arguments.empty() ? std::string() : arguments.front());
  if (!document) return complain(document.error());
  context.show(*document, render_verified);
  for (const auto& library : items(*document, "libraries"))
    if (text(library, "state") != "ok") return Exit::differs;
  return Exit::ok;
}

Exit add_set(Context& context) {
  const auto& options = context.options();
  const auto document =
      register_prefix(context, options.arguments.front(), options.own<LibraryOptions>().add);
  if (!document) {
    complain(document.error());
    return Exit::failed;
  }
  context.show(*document, render_added);
  return Exit::ok;
}

Exit remove_set(Context& context) {
  const auto& name = context.options().arguments.front();
  if (auto wrong = unregister(context, name); !wrong.empty()) {
    complain(wrong);
    return Exit::failed;
  }
  context.show(Json{{"removed", name}, {"changed", true}}, [](const Shown& d, const Style&) {
    return fmt::format("{} is no longer a library set; its files are kept\n", text(d, "removed"));
  });
  return Exit::ok;
}

constexpr Arguments kOneSet{"NAME", Word::library_set, Word::none, 1, 1, "missing NAME"};
constexpr Arguments kOptionalSet{"[NAME]", Word::library_set, Word::none, 0, 1};
constexpr Arguments kPrefix{"PREFIX", Word::folder, Word::none, 1, 1, "missing PREFIX"};

constexpr Option kAddOptions[] = {
    {.name = "--name",
     .value = "=NAME",
     .help = "name of the set",
     .place = place<&LibraryOptions::add, &RegisterOptions::name>},
    {.name = "--priority",
     .value = "=N",
     .help = "library = \"auto\" chooses the highest (0)",
     .place = place<&LibraryOptions::add, &RegisterOptions::priority>},
    {.name = "--match-gfx",
     .value = "=GFX",
     .help = "automatic choice for GFX; may be repeated",
     .place = place<&LibraryOptions::add, &RegisterOptions::match_gfx>}};

constexpr Verb kLibraryList{
    .name = "list", .help = "List the registered sets, and possible ones", .run = list_sets};
constexpr Verb kLibraryShow{.name = "show",
                            .help = "Show all that is known of a set",
                            .arguments = kOneSet,
                            .run = show_set,
                            .example = "rmcpctl library show rocm-6.2"};
constexpr Verb kLibraryVerify{.name = "verify",
                              .help = "Compare all bytes with the checksums (exit 3)",
                              .arguments = kOptionalSet,
                              .local = kReadsFiles,
                              .run = verify_sets,
                              .example = "rmcpctl library verify"};
constexpr Verb kLibraryAdd{.name = "add",
                           .help = "Register the ROCm below PREFIX as a set",
                           .arguments = kPrefix,
                           .options = kAddOptions,
                           .local = kReadsFiles,
                           .run = add_set,
                           .example = "rmcpctl library add /opt/rocm-6.2.0 --name=rocm-6.2"};
constexpr Verb kLibraryRemove{.name = "remove",
                              .help = "Remove the manifest of a set; the files stay",
                              .arguments = kOneSet,
                              .local = kReadsFiles,
                              .run = remove_set,
                              .output = Output::document,
                              .example = "rmcpctl library remove rocm-6.2"};
constexpr const Verb* kLibraryActions[] = {&kLibraryList, &kLibraryShow,   &kLibraryVerify,
                                           &kLibraryAdd,  &kLibraryRemove, &kLibraryBuild};

}  // namespace

extern constexpr Verb kLibraryVerb{
    .name = "library",
    .help = "List, verify, add or build library sets",
    .arguments = {"[ACTION [NAME]]"},
    .actions = kLibraryActions,
    .run = list_sets,
    .example = "rmcpctl library\nrmcpctl library add /opt/rocm-6.2.0"};

}  // namespace rmcp::client
