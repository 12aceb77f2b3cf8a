// SPDX-License-Identifier: MIT
// library build: patches and builds a runtime with the caller's rights, up to the library set.
#include "client/document/json.hpp"
#include "client/live/build_progress.hpp"
#include "client/recipe/recipe_reader.hpp"
#include "client/render/documents.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/build_document.hpp"
#include "client/verbs/library.hpp"
#include "lib/sys/root.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

namespace rmcp::client {
namespace {

constexpr std::size_t kTailLines = 20;
constexpr std::string_view kRootsFolder = "/opt/rmcp";

const BuildOptions& build_options(const Context& context) {
  return context.options().own<LibraryOptions>().build;
}

// --- the recipe and the user's environment ---

/// $NAME, or a folder below the home folder; empty without either.
std::string user_folder(const char* name, std::string_view below_home) {
  const char* value = std::getenv(name);
  if (value != nullptr && *value == '/') return value;
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fmt::format("{}/{}", home, below_home) : std::string();
}

/// The recipe, and the place of its builds. The error is for people; empty: already reported.
Expected<Build> read_build(const std::string& path) {
  std::error_code error;
  const auto file = std::filesystem::canonical(path, error);
  if (error) return tl::unexpected(fmt::format("{}: {}", path, error.message()));
  const auto text = sys::read_regular(file.string());
  if (!text)
    return tl::unexpected(fmt::format("{}: {}", file.string(), sys::describe_unread(text.error())));
  auto read = recipe::read_recipe(file.string(), *text);
  for (const auto& diagnostic : read.diagnostics) complain(to_string(diagnostic));
  if (!read.ok()) return tl::unexpected(std::string());
  const auto cache = user_folder("XDG_CACHE_HOME", ".cache");
  if (cache.empty())
    return tl::unexpected(std::string("neither HOME nor XDG_CACHE_HOME is an absolute path"));
  auto work = recipe::work_path(cache, read.recipe);
  return Build{.recipe = std::move(read.recipe), .work = std::move(work)};
}

recipe::Surroundings surroundings(bool restart) {
  return {.usual_prefix = ::geteuid() == 0
                              ? std::string(kRootsFolder)
                              : user_folder("XDG_DATA_HOME", ".local/share") + "/rmcp/sets",
          .processors = std::max(1u, std::thread::hardware_concurrency()),
          .inherited = recipe::inherited(environ),
          .restart = restart};
}

/// False if there is an obstacle, which is reported to the user.
bool prepare_build(Context& context, Build& build) {
  build.prepared =
      recipe::prepare(build.recipe, build.work, surroundings(build_options(context).restart));
  for (const auto& problem : build.prepared.problems) complain(problem);
  return build.prepared.problems.empty();
}

Exit show_build_plan(Context& context, Build& build) {
  if (!prepare_build(context, build)) return Exit::failed;
  const auto& plan = build.prepared.plan;
  auto document = describe_build(build, plan.complete ? "complete" : "planned", true);
  document["changed"] = false;
  document["notes"] = Json::array();
  if (!build.recipe.patches.empty() && !plan.trees.empty())
    document["notes"].push_back("all patches are tried before any of them is applied");
  context.show(document, render_build_plan);
  return Exit::ok;
}

// --- the build ---

std::optional<recipe::BuildFailure> carry_out(Context& context, Build& build,
                                              const recipe::WorkFolder& work) {
  BuildProgress progress(context.style(), isatty(STDOUT_FILENO) == 1,
                         context.options().json() || !context.options().legend);
  recipe::Interrupts interrupts;
  recipe::Site site{build.recipe, build.prepared.places, recipe::inherited(environ), interrupts,
                    progress};
  progress.report(fmt::format("{} {} into {}, work folder {}", build.recipe.name,
                              build.recipe.version, site.places.prefix, build.work));
  if (const auto& reason = build.prepared.plan.reason; !reason.empty()) progress.report(reason);
  const auto done = recipe::carry_out(build.recipe, build.prepared, work, site, build.state);
  build.prepared.places = site.places;
  if (done) return std::nullopt;
  return done.error();
}

Exit report_failure(Context& context, const Build& build, const recipe::BuildFailure& failed) {
  auto message = failed.message;
  if (!failed.log.empty()) {
    const auto tail = recipe::tail_of(failed.log, kTailLines);
    message = fmt::format("{}\n{}\nfull log: {}", message, tail.empty() ? "(no output)" : tail,
                          failed.log);
  }
  // A complete build stays complete if the next one could not even begin.
  if (build.state.begun && build.state.status != recipe::State::Status::complete)
    message += fmt::format("\n{} is incomplete, and marked as such; the same command continues",
                           build.state.prefix);
  complain(message);
  if (context.options().json()) {
    auto document = describe_build(build, failed.signal != 0 ? "interrupted" : "failed", false);
    document["error"] = failed.message;
    document["log"] = failed.log;
    print(to_text(document, context.options().format()));
  }
  return failed.signal != 0 ? static_cast<Exit>(128 + failed.signal) : Exit::failed;
}

// --- the prefix is complete: registers it, as far as this user's rights go ---

bool may_register(const Options& options) {
  return ::geteuid() == 0 || !options.config_dirs.empty();
}

std::string enroll(Context& context, Build& build, const recipe::WorkFolder& work, Json& document) {
  auto& state = build.state;
  if (!state.set.empty() && is_registered(context.options(), state.set)) {
    document["set"] = state.set;
    return "";
  }
  const auto added =
      register_prefix(context, state.prefix, context.options().own<LibraryOptions>().add);
  if (!added)
    return fmt::format("built, but not registered: {}\nTry again with: rmcpctl library add {}",
                       added.error().text, state.prefix);
  for (const auto& library : items(*added, "libraries")) state.set = text(library, "name");
  document["set"] = state.set;
  for (const auto* list : {"notes", "lacks"})
    for (const auto& said : items(*added, list)) document["next"].push_back(said);
  return work.write_state(state).text;
}

/// The commands by which root registers a set that does not belong to root.
std::string tell_root(Context& context, const Build& build, Json& document) {
  const auto& prefix = build.state.prefix;
  for (const auto& line :
       {std::string("Not registered: root has to own a set and all folders above it. As root:"),
        fmt::format("  mkdir -p {}", kRootsFolder),
        fmt::format("  cp -R --preserve=mode,links,timestamps {} {}/", prefix, kRootsFolder),
        fmt::format("  rmcpctl library add {}/{}", kRootsFolder, base_name(prefix)),
        fmt::format("If the build has written its prefix into its files, build as root "
                    "instead: sudo rmcpctl library build {}",
                    build.recipe.file)})
    document["next"].push_back(line);
  return build_options(context).select.empty()
             ? ""
             : "--select: the set is not registered, no device can use it yet";
}

std::string select_set(Context& context, const std::string& name, Json& document) {
  const auto& devices = build_options(context).select;
  if (devices.empty()) return "";
  auto daemon = context.daemon();
  if (!daemon) return "--select: " + daemon.error().text;
  const PasswordAgent agent(context.options().host);
  document["selected"] = Json::array();
  for (const auto& device : devices) {
    const auto set =
        (*daemon)->set(device, {{"library", name}}, {.interactive = agent.running(), .keep = true});
    if (!set) return fmt::format("--select: {}: {}", device, set.error().text);
    document["selected"].push_back(device);
  }
  return "";
}

Exit hand_over(Context& context, Build& build, const recipe::WorkFolder& work) {
  const bool was_complete = build.prepared.plan.complete;
  auto document = describe_build(build, was_complete ? "complete" : "built", false);
  document["changed"] = !was_complete;
  document["next"] = Json::array();
  auto wrong = may_register(context.options()) ? enroll(context, build, work, document)
                                               : tell_root(context, build, document);
  if (wrong.empty()) wrong = select_set(context, build.state.set, document);
  context.show(document, render_built);
  if (wrong.empty()) return Exit::ok;
  complain(wrong);
  return Exit::failed;
}

Exit make_build(Context& context, Build& build) {
  ::umask(022);  // a set that its group may write to is not trusted
  auto work = recipe::WorkFolder::open(build.work);
  if (!work) return complain(work.error());
  if (!prepare_build(context, build)) return Exit::failed;
  build.state = build.prepared.state.value_or(recipe::State{});
  if (!build.prepared.plan.complete) {
    if (const auto failed = carry_out(context, build, *work))
      return report_failure(context, build, *failed);
  }
  return hand_over(context, build, *work);
}

std::string check_build(const Options& options) {
  const bool asks = !options.own<LibraryOptions>().build.select.empty();
  return asks && options.offline ? "--select: needs the daemon, not available offline" : "";
}

Exit run_library_build(Context& context) {
  auto build = read_build(context.options().arguments.front());
  if (!build) {
    if (build.error()) complain(build.error());
    return Exit::usage;
  }
  return build_options(context).dry_run ? show_build_plan(context, *build)
                                        : make_build(context, *build);
}

constexpr Option kBuildOptions[] = {
    {.name = "--dry-run",
     .help = "show what would be done, and change nothing",
     .place = place<&LibraryOptions::build, &BuildOptions::dry_run>},
    {.name = "--restart",
     .help = "start over, ignoring completed steps",
     .place = place<&LibraryOptions::build, &BuildOptions::restart>},
    {.name = "--select",
     .value = "=DEVICE",
     .help = "let this device use the set; may be repeated",
     .word = Word::device,
     .place = place<&LibraryOptions::build, &BuildOptions::select>}};

}  // namespace

extern constexpr Verb kLibraryBuild{
    .name = "build",
    .help = "Build a runtime by a recipe, and register it",
    .arguments = {"RECIPE", Word::recipe, Word::none, 1, 1, "missing RECIPE"},
    .options = kBuildOptions,
    .also = "add",
    .local = kReadsFiles,
    .check = check_build,
    .run = run_library_build,
    .example = "rmcpctl library build --dry-run runtime.toml"};

}  // namespace rmcp::client
