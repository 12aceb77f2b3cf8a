// SPDX-License-Identifier: MIT
// library: the sets of ROCm libraries on this machine. The client scans and writes, as its caller;
// the daemon reads what it finds.
#include "client/render/library.hpp"

#include "client/document/json.hpp"
#include "client/scan/manifest_file.hpp"
#include "client/scan/register.hpp"
#include "client/scan/scan.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/elf/elf_file.hpp"
#include "lib/records/record.hpp"
#include "lib/records/record_json.hpp"
#include "lib/text/spelling.hpp"
#include "lib/verify/verify.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unistd.h>

#include <filesystem>

namespace rmcp::client {
namespace {

Exit failed_because(std::string_view message) {
  complain(message);
  return Exit::failed;
}

std::string second(const Context& context) {
  const auto& arguments = context.options().arguments;
  return arguments.size() > 1 ? arguments[1] : std::string();
}

/// The folder that manifests are written to: the first of --config-dirs, else the administrator's.
std::string config_folder(const Options& options) {
  const auto& dirs = options.config_dirs;
  return dirs.empty() ? "/etc/rmcp" : dirs.substr(0, dirs.find(':'));
}

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

Exit list(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  auto document = (*source)->libraries();
  if (!document) return complain(document.error());
  if (context.options().host.empty()) add_unregistered(*document);
  context.show(*document, render_libraries);
  return Exit::ok;
}

Exit show_library(Context& context) {
  auto source = context.source();
  if (!source) return complain(source.error());
  const auto document = (*source)->libraries();
  if (!document) return complain(document.error());
  for (const auto& library : items(*document, "libraries")) {
    if (text(library, "name") != second(context)) continue;
    context.show(Json{{"libraries", Json::array({library})}}, render_library);
    return Exit::ok;
  }
  return unknown_library(second(context), items(*document, "libraries"));
}

/// Every byte, by the daemon's own code without the daemon.
Exit verify_sets(Context& context) {
  const auto document = context.offline().libraries_full(second(context));
  if (!document) return complain(document.error());
  context.show(*document, render_verified);
  for (const auto& library : items(*document, "libraries"))
    if (text(library, "state") != "ok") return Exit::differs;
  return Exit::ok;
}

// --- add ---

std::string apply_options(const Options& options, SetManifest& set) {
  set.priority = options.priority;
  set.name = options.set_name.empty() ? name_for(set) : options.set_name;
  if (set.name.empty()) return fmt::format("{}: missing name, see --name", set.prefix);
  if (auto wrong = check_set_name(set.name); !wrong.empty()) return "--name: " + wrong;
  if (options.match_gfx.empty()) return {};
  for (const auto& gfx : options.match_gfx)
    if (!parse_gfx(gfx)) return fmt::format("--match-gfx: '{}' is not a gfx target", gfx);
  set.match = Match{.all_of = {{"gfx", options.match_gfx}}, .negated = {}};
  return {};
}

struct KnownGpu {
  std::string address;
  GfxTarget gfx;
};

/// The GPUs of this machine whose target is known.
std::vector<KnownGpu> gpus_of(Context& context) {
  std::vector<KnownGpu> out;
  const auto shown = context.devices_at_hand({});
  if (!shown) return out;
  for (const auto& device : items(*shown, "devices"))
    if (const auto gfx = parse_gfx(text(device, "gfx")))
      out.push_back({text(device, "address"), *gfx});
  return out;
}

tl::expected<ScannedSet, std::string> scan_for(const std::string& prefix,
                                               const std::vector<KnownGpu>& gpus) {
  std::vector<GfxTarget> targets;
  for (const auto& gpu : gpus) targets.push_back(gpu.gfx);
  return scan_prefix(prefix, targets);
}

/// What the set lacks for them.
Json lacks_of(const std::vector<KnownGpu>& gpus, const SetManifest& set) {
  Json out = Json::array();
  for (const auto& gpu : gpus)
    for (const auto& component : components_without(set, gpu.gfx))
      out.push_back(
          fmt::format("{} ({}): no code in {}", gpu.address, to_string(gpu.gfx), component));
  return out;
}

/// The daemon watches the folder; one that does not run reads it when it starts.
void reload(Context& context) {
  if (context.options().offline) return;
  auto daemon = context.daemon_at_hand();
  const auto loaded = daemon ? (*daemon)->reload({}) : tl::unexpected(daemon.error());
  if (loaded || exit_code(loaded.error()) == Exit::unreachable) return;
  complain("cannot notify rmcpd: " + loaded.error().message);
}

Exit add_library(Context& context) {
  const auto document = register_prefix(context, second(context));
  if (!document) return failed_because(document.error());
  context.show(*document, render_added);
  return Exit::ok;
}

Exit remove(Context& context) {
  const auto config = config_folder(context.options());
  const auto name = second(context);
  if (auto wrong = check_set_name(name); !wrong.empty()) return failed_because(wrong);
  if (!is_registered(context.options(), name))
    return failed_because(
        fmt::format("{}: no such manifest. To hide one of another folder, create an empty "
                    "file of that name",
                    manifest_path(config, name)));
  if (auto wrong = remove_manifest(config, name); !wrong.empty()) return failed_because(wrong);
  reload(context);
  context.show(Json{{"removed", name}, {"changed", true}}, [](const Json& d, const Style&) {
    return fmt::format("{} is no longer a library set; its files are kept\n", text(d, "removed"));
  });
  return Exit::ok;
}

}  // namespace

tl::expected<Json, std::string> register_prefix(Context& context, const std::string& prefix) {
  const auto& options = context.options();
  const auto gpus = gpus_of(context);
  auto scanned = scan_for(prefix, gpus);
  if (!scanned) return tl::unexpected(scanned.error());
  auto* set = &scanned->set;
  if (auto wrong = apply_options(options, *set); !wrong.empty()) return tl::unexpected(wrong);
  LibrarySet verified{*set, {}};
  verify::verify_set(verified, ::geteuid(), verify::read_system_libraries(), verify::Depth::quick);
  if (!verified.found.usable())
    return tl::unexpected(fmt::format("{}: not added: {}", set->prefix,
                                      fmt::join(verified.found.reasons, "\nrmcpctl: ")));
  const auto config = config_folder(options);
  if (auto wrong = write_manifest(config, *set); !wrong.empty()) return tl::unexpected(wrong);
  verified.origin.file = manifest_path(config, set->name);
  reload(context);
  Json document{{"libraries", Json::array({to_json(describe(verified))})},
                {"manifest", manifest_path(config, set->name)},
                {"notes", scanned->note.empty() ? Json::array() : Json::array({scanned->note})},
                {"lacks", lacks_of(gpus, *set)},
                {"changed", true}};
  return document;
}

bool is_registered(const Options& options, const std::string& set) {
  return ::access(manifest_path(config_folder(options), set).c_str(), F_OK) == 0;
}

Exit run_library(Context& context) {
  const auto& arguments = context.options().arguments;
  const auto action = arguments.empty() ? std::string("list") : arguments.front();
  if (action == "list") return list(context);
  if (action == "show") return show_library(context);
  if (action == "verify") return verify_sets(context);
  if (action == "build") return run_library_build(context);
  return action == "add" ? add_library(context) : remove(context);
}

}  // namespace rmcp::client
