// SPDX-License-Identifier: MIT
// Turns a prefix into a library set: scanned, verified, written to a manifest with the caller's
// rights.
#include "client/verbs/register.hpp"

#include "client/document/json.hpp"
#include "client/scan/manifest_file.hpp"
#include "client/scan/scan.hpp"
#include "lib/gpu/gfx_override.hpp"
#include "lib/records/record.hpp"
#include "lib/records/record_json.hpp"
#include "lib/verify/verify.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unistd.h>

namespace rmcp::client {
namespace {

/// The folder for manifests: the first of --config-dirs, else the administrator's.
std::string config_folder(const Options& options) {
  const auto& dirs = options.config_dirs;
  return dirs.empty() ? "/etc/rmcp" : dirs.substr(0, dirs.find(':'));
}

std::string apply_options(const RegisterOptions& wanted, SetManifest& set) {
  set.priority = wanted.priority;
  set.name = wanted.name.empty() ? name_for(set) : wanted.name;
  if (set.name.empty()) return fmt::format("{}: missing name, see --name", set.prefix);
  if (const auto wrong = check_set_name(set.name)) return "--name: " + wrong.text;
  if (wanted.match_gfx.empty()) return {};
  for (const auto& gfx : wanted.match_gfx)
    if (!parse_gfx(gfx)) return fmt::format("--match-gfx: '{}' is not a gfx target", gfx);
  set.match = Match{.all_of = {{"gfx", wanted.match_gfx}}, .negated = {}};
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

Expected<ScannedSet> scan_for(const std::string& prefix, const std::vector<KnownGpu>& gpus) {
  std::vector<GfxTarget> targets;
  for (const auto& gpu : gpus) targets.push_back(gpu.gfx);
  return scan_prefix(prefix, targets);
}

/// The components of the set that have no code for these GPUs, or only under an override.
Json lacks_of(const std::vector<KnownGpu>& gpus, const SetManifest& set) {
  Json out = Json::array();
  for (const auto& gpu : gpus) {
    const auto who = fmt::format("{} ({})", gpu.address, to_string(gpu.gfx));
    for (const auto& component : components_without(set, gpu.gfx))
      out.push_back(fmt::format("{}: no code in {}", who, component));
    const auto other = stand_in_for(gpu.gfx);
    for (const auto& component : components_with_override(set, gpu.gfx))
      out.push_back(
          fmt::format("{}: no code in {}, but for {}: HSA_OVERRIDE_GFX_VERSION={} makes that run",
                      who, component, to_string(*other), override_value(*other)));
  }
  return out;
}

/// The chosen family of GPUs; how programs will find the set.
Json notes_of(const ScannedSet& scanned, const SetFindings& found) {
  Json out = Json::array();
  if (!scanned.note.empty()) out.push_back(scanned.note);
  if (!found.foreign_runtime.empty())
    out.push_back(
        fmt::format("{} belongs to another system: programs do not search the folders of this set, "
                    "but links to its own files, which rmcpd keeps",
                    found.foreign_runtime));
  return out;
}

/// The daemon watches the folder; one that is not running reads it when it starts.
void reload_daemon(Context& context) {
  if (context.options().offline) return;
  auto daemon = context.daemon_at_hand();
  const auto loaded = daemon ? (*daemon)->reload({}) : tl::unexpected(daemon.error());
  if (loaded || exit_code(loaded.error()) == Exit::unreachable) return;
  complain("cannot notify rmcpd: " + loaded.error().text);
}

}  // namespace

Expected<Json> register_prefix(Context& context, const std::string& prefix,
                               const RegisterOptions& wanted) {
  const auto gpus = gpus_of(context);
  auto scanned = scan_for(prefix, gpus);
  if (!scanned) return tl::unexpected(scanned.error());
  auto* set = &scanned->set;
  if (auto wrong = apply_options(wanted, *set); !wrong.empty()) return tl::unexpected(wrong);
  LibrarySet verified{*set, {}};
  verify::verify_set(verified, ::geteuid(), verify::read_system_libraries(), verify::Depth::quick);
  if (!verified.found.usable())
    return tl::unexpected(
        fmt::format("{}: not added: {}", set->prefix, fmt::join(verified.found.reasons, "\n")));
  const auto config = config_folder(context.options());
  if (const auto wrong = write_manifest(config, *set)) return tl::unexpected(wrong.text);
  verified.origin.file = manifest_path(config, set->name);
  reload_daemon(context);
  Json document{{"libraries", Json::array({to_json(describe(verified))})},
                {"manifest", manifest_path(config, set->name)},
                {"notes", notes_of(*scanned, verified.found)},
                {"lacks", lacks_of(gpus, *set)},
                {"changed", true}};
  return document;
}

bool is_registered(const Options& options, const std::string& set) {
  return ::access(manifest_path(config_folder(options), set).c_str(), F_OK) == 0;
}

std::string unregister(Context& context, const std::string& set) {
  const auto config = config_folder(context.options());
  if (const auto wrong = check_set_name(set)) return wrong.text;
  if (!is_registered(context.options(), set))
    return fmt::format(
        "{}: no such manifest. To hide one of another folder, create an empty "
        "file of that name",
        manifest_path(config, set));
  if (const auto wrong = remove_manifest(config, set)) return wrong.text;
  reload_daemon(context);
  return "";
}

}  // namespace rmcp::client
