// SPDX-License-Identifier: MIT
// library build: a runtime that somebody patches and builds, as its caller, up to the library set.
#include "client/document/json.hpp"
#include "client/live/build_progress.hpp"
#include "client/recipe/recipe_reader.hpp"
#include "client/recipe/run.hpp"
#include "client/render/build.hpp"
#include "client/render/printable.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/library.hpp"
#include "lib/sys/file.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

namespace rmcp::client {
namespace {

constexpr std::size_t kTailLines = 20;
constexpr std::string_view kRootsFolder = "/opt/rmcp";

Exit usage(std::string_view message) {
  complain(message);
  return Exit::usage;
}

/// $NAME, or a folder below the home folder; empty without either.
std::string user_folder(const char* name, std::string_view below_home) {
  const char* value = std::getenv(name);
  if (value != nullptr && *value == '/') return value;
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fmt::format("{}/{}", home, below_home) : std::string();
}

bool may_register(const Options& options) {
  return ::geteuid() == 0 || !options.config_dirs.empty();
}

class LibraryBuild {
 public:
  explicit LibraryBuild(Context& context)
      : context_(context),
        options_(context.options().own<LibraryOptions>().build),
        progress_(context.style(), isatty(STDOUT_FILENO) == 1,
                  context.options().json() || !context.options().legend) {}

  Exit run() {
    if (const Exit exit = read(); exit != Exit::ok) return exit;
    return options_.dry_run ? show_plan() : build();
  }

 private:
  /// The recipe, and where its builds take place.
  Exit read() {
    std::error_code error;
    const auto file = std::filesystem::canonical(context_.options().arguments.front(), error);
    if (error)
      return usage(fmt::format("{}: {}", context_.options().arguments.front(), error.message()));
    const auto text = sys::read_file(file.string());
    if (!text)
      return usage(fmt::format("{}: {}", file.string(), sys::describe_errno(text.error())));
    auto read = recipe::read_recipe(file.string(), *text);
    for (const auto& diagnostic : read.diagnostics) complain(to_string(diagnostic));
    if (!read.ok()) return Exit::usage;
    recipe_ = std::move(read.recipe);
    const auto cache = user_folder("XDG_CACHE_HOME", ".cache");
    if (cache.empty()) return usage("neither HOME nor XDG_CACHE_HOME is an absolute path");
    work_ = recipe::work_path(cache, recipe_);
    return Exit::ok;
  }

  recipe::Surroundings surroundings() const {
    recipe::Surroundings out;
    out.usual_prefix = ::geteuid() == 0
                           ? std::string(kRootsFolder)
                           : user_folder("XDG_DATA_HOME", ".local/share") + "/rmcp/sets";
    out.processors = std::max(1u, std::thread::hardware_concurrency());
    out.inherited = recipe::inherited(environ);
    out.restart = options_.restart;
    return out;
  }

  Exit refuse() const {
    for (const auto& problem : prepared_.problems) complain(problem);
    return Exit::failed;
  }

  Exit show_plan() {
    prepared_ = recipe::prepare(recipe_, work_, surroundings());
    if (!prepared_.problems.empty()) return refuse();
    auto document = describe(prepared_.plan.complete ? "complete" : "planned");
    document["changed"] = false;
    document["notes"] = Json::array();
    if (!recipe_.patches.empty() && !prepared_.plan.trees.empty())
      document["notes"].push_back("all patches are tried before any of them is applied");
    context_.show(document, render_build_plan);
    return Exit::ok;
  }

  Exit build() {
    ::umask(022);  // a set that a group may write to is not trusted
    auto work = recipe::WorkFolder::open(work_);
    if (!work) return complain(Error{std::string(kErrorFailed), work.error()});
    prepared_ = recipe::prepare(recipe_, work_, surroundings());
    if (!prepared_.problems.empty()) return refuse();
    state_ = prepared_.state.value_or(recipe::State{});
    if (!prepared_.plan.complete) {
      if (const auto failed = carry_out(*work)) return report(*failed);
    }
    return hand_over(*work);
  }

  std::optional<recipe::Failure> carry_out(const recipe::WorkFolder& work) {
    recipe::Interrupts interrupts;
    recipe::Site site{recipe_, prepared_.places, recipe::inherited(environ), interrupts, progress_};
    progress_.note(fmt::format("{} {} into {}, work folder {}", recipe_.name, recipe_.version,
                               prepared_.places.prefix, work_));
    if (!prepared_.plan.reason.empty()) progress_.note(prepared_.plan.reason);
    const auto done = recipe::carry_out(recipe_, prepared_, work, site, state_);
    if (done) return std::nullopt;
    return done.error();
  }

  Exit report(const recipe::Failure& failed) {
    auto message = failed.message;
    if (!failed.log.empty()) {
      const auto tail = recipe::tail_of(failed.log, kTailLines);
      message = fmt::format("{}\n{}\nfull log: {}", message, tail.empty() ? "(no output)" : tail,
                            failed.log);
    }
    // A complete build whose successor could not even begin is still one.
    if (state_.begun && state_.status != recipe::State::Status::complete)
      message += fmt::format("\n{} is incomplete, and marked as such; the same command continues",
                             state_.prefix);
    complain(message);
    if (context_.options().json()) {
      auto document = describe(failed.signal != 0 ? "interrupted" : "failed");
      document["error"] = failed.message;
      document["log"] = failed.log;
      print(to_text(document, context_.options().format()));
    }
    return failed.signal != 0 ? static_cast<Exit>(128 + failed.signal) : Exit::failed;
  }

  /// The prefix is complete: to the daemon with it, as far as this user may.
  Exit hand_over(const recipe::WorkFolder& work) {
    auto document = describe(prepared_.plan.complete ? "complete" : "built");
    document["changed"] = !prepared_.plan.complete;
    document["next"] = Json::array();
    auto wrong = may_register(context_.options()) ? enroll(work, document) : explain(document);
    if (wrong.empty()) wrong = select(document);
    context_.show(document, render_built);
    if (wrong.empty()) return Exit::ok;
    complain(wrong);
    return Exit::failed;
  }

  std::string enroll(const recipe::WorkFolder& work, Json& document) {
    if (!state_.set.empty() && is_registered(context_.options(), state_.set)) {
      document["set"] = state_.set;
      return "";
    }
    const auto added =
        register_prefix(context_, state_.prefix, context_.options().own<LibraryOptions>().add);
    if (!added)
      return fmt::format("built, but not registered: {}\nTry again with: rmcpctl library add {}",
                         added.error(), state_.prefix);
    for (const auto& library : items(*added, "libraries")) state_.set = text(library, "name");
    document["set"] = state_.set;
    for (const auto* list : {"notes", "lacks"})
      for (const auto& said : items(*added, list)) document["next"].push_back(said);
    return work.write_state(state_);
  }

  /// What root has to do with a set that is not root's.
  std::string explain(Json& document) const {
    const auto name = base_name(state_.prefix);
    for (const auto& line :
         {std::string("Not registered: root has to own a set and all folders above it. As root:"),
          fmt::format("  mkdir -p {}", kRootsFolder),
          fmt::format("  cp -R --preserve=mode,links,timestamps {} {}/", state_.prefix,
                      kRootsFolder),
          fmt::format("  rmcpctl library add {}/{}", kRootsFolder, name),
          fmt::format("If the build has written its prefix into its files, build as root "
                      "instead: sudo rmcpctl library build {}",
                      recipe_.file)})
      document["next"].push_back(line);
    return options_.select.empty()
               ? ""
               : "--select: the set is not registered, no device can use it yet";
  }

  std::string select(Json& document) {
    const auto& devices = options_.select;
    if (devices.empty()) return "";
    auto daemon = context_.daemon();
    if (!daemon) return "--select: " + client::explain(daemon.error());
    const PasswordAgent agent(context_.options().host);
    document["selected"] = Json::array();
    for (const auto& device : devices) {
      const auto set = (*daemon)->set(device, {{"library", state_.set}},
                                      {.interactive = agent.running(), .keep = true});
      if (!set) return fmt::format("--select: {}: {}", device, client::explain(set.error()));
      document["selected"].push_back(device);
    }
    return "";
  }

  Json describe(std::string_view status) const {
    Json out{{"name", recipe_.name},
             {"version", recipe_.version},
             {"recipe", recipe_.file},
             {"status", status},
             {"work", work_},
             {"prefix", prepared_.places.prefix},
             {"reason", prepared_.plan.reason},
             {"sources", Json::array()},
             {"steps", Json::array()}};
    for (const auto& source : recipe_.sources) out["sources"].push_back(describe(source));
    for (std::size_t i = 0; i < recipe_.steps.size(); ++i) out["steps"].push_back(describe_step(i));
    return out;
  }

  Json describe(const recipe::Source& source) const {
    Json out{{"name", source.name},
             {"kind", to_string(source.kind)},
             {"location", source.location},
             {"pin", source.pin},
             {"patches", Json::array()}};
    for (const auto& patch : prepared_.patches) {
      if (patch.patch.source != source.name) continue;
      std::set<std::string> files;
      std::size_t hunks = 0;
      for (const auto& file : patch.files) {
        files.insert(file.name());
        hunks += file.hunks.size();
      }
      out["patches"].push_back({{"file", patch.patch.file}, {"files", files}, {"hunks", hunks}});
    }
    return out;
  }

  Json describe_step(std::size_t i) const {
    const auto ready = recipe::ready_step(recipe_, recipe_.steps[i], prepared_.places, {});
    const auto& made = state_.steps.empty() && prepared_.state && !prepared_.plan.fresh
                           ? prepared_.state->steps
                           : state_.steps;
    const auto kept = options_.dry_run ? prepared_.plan.first_step : made.size();
    Json out{{"name", ready.name},
             {"directory", ready.directory},
             {"run", ready.run},
             {"state", i < kept ? "done" : "to do"},
             {"log", fmt::format("{}/logs/{:02}-{}.log", work_, i + 1, ready.name)}};
    if (i < kept && i < made.size()) out["seconds"] = made[i].seconds;
    return out;
  }

  Context& context_;
  const BuildOptions& options_;
  BuildProgress progress_;
  recipe::Recipe recipe_;
  std::string work_;
  recipe::Prepared prepared_;
  recipe::State state_;
};

std::string check_build(const Options& options) {
  const bool asks = !options.own<LibraryOptions>().build.select.empty();
  return asks && options.offline ? "--select: asks the daemon, cannot be done offline" : "";
}

Exit run_library_build(Context& context) { return LibraryBuild(context).run(); }

constexpr Option kBuildOptions[] = {
    {.name = "--dry-run",
     .help = "show what would be done, and change nothing",
     .place = place<&LibraryOptions::build, &BuildOptions::dry_run>},
    {.name = "--restart",
     .help = "from the start, whatever has been done",
     .place = place<&LibraryOptions::build, &BuildOptions::restart>},
    {.name = "--select",
     .value = "=DEVICE",
     .help = "let this device use the set; may be repeated",
     .word = Word::device,
     .place = place<&LibraryOptions::build, &BuildOptions::select>}};

}  // namespace

extern constexpr Verb kLibraryBuild{
    .name = "build",
    .arguments = {"RECIPE", Word::recipe, Word::none, 1, 1, "say which recipe"},
    .options = kBuildOptions,
    .also = "add",
    .local = kReadsFiles,
    .check = check_build,
    .run = run_library_build};

}  // namespace rmcp::client
