// SPDX-License-Identifier: MIT
// Runs the stages of a build in order.
#include "client/recipe/run.hpp"

#include "client/recipe/folder.hpp"
#include "client/recipe/prefix.hpp"
#include "client/recipe/series.hpp"
#include "client/recipe/source_tree.hpp"
#include "client/recipe/space.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace rmcp::recipe {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

DesiredBuild desired_build(const Recipe& recipe, const Checked& checked, const Prepared& prepared) {
  DesiredBuild wanted;
  wanted.pattern = prepared.pattern;
  for (std::size_t i = 0; i < recipe.sources.size(); ++i) {
    const auto& source = recipe.sources[i];
    std::vector<std::string> texts;
    std::vector<unsigned> strips;
    for (const auto& patch : checked.patches) {
      if (patch.patch.source != source.name) continue;
      texts.push_back(patch.text);
      strips.push_back(patch.patch.strip);
    }
    wanted.sources.push_back({source.name, key_of(source, checked.contents[i], texts, strips), 0});
    if (sys::exists(prepared.places.tree(source.name))) wanted.trees.push_back(source.name);
  }
  for (const auto& step : recipe.steps)
    wanted.steps.push_back({step.name, key_of(recipe, step), 0});
  wanted.prefix_there = prepared.state && sys::exists(prepared.state->prefix);
  return wanted;
}

/// Removes an incomplete prefix of an earlier build to make room for its successor.
Expected<std::string> next_prefix(const Prepared& prepared) {
  const auto& state = prepared.state;
  const bool ours = state && is_unfinished(state->prefix, prepared.places.work);
  const bool goes_on = state && !prepared.plan.fresh && !state->prefix.empty();
  if (goes_on || (ours && state->pattern == prepared.pattern)) return state->prefix;
  return free_prefix(prepared.pattern);
}

void decide(const Recipe& recipe, const Surroundings& surroundings, const Checked& checked,
            Prepared& prepared) {
  prepared.wanted = desired_build(recipe, checked, prepared);
  prepared.plan = make_plan(prepared.state, prepared.wanted, surroundings.restart);
  const auto& state = prepared.state;
  if (state && state->status == State::Status::running && !prepared.plan.fresh)
    prepared.plan.reason =
        fmt::format("the last run was killed in '{}', {}", state->at, prepared.plan.reason);
  if (const auto prefix = next_prefix(prepared))
    prepared.places.prefix = *prefix;
  else
    prepared.problems.push_back("prefix: " + prefix.error().text);
  if (prepared.plan.complete || !prepared.problems.empty()) return;
  if (const auto wrong = distrust_prefix(prepared.places.prefix))
    prepared.problems.push_back("prefix: " + wrong.text);
  for (auto& problem : check_space(recipe, prepared.places))
    prepared.problems.push_back(std::move(problem));
}

class Run {
 public:
  Run(const Recipe& recipe, const Prepared& prepared, const WorkFolder& work, Site& site,
      State& state)
      : recipe_(recipe), prepared_(prepared), work_(work), site_(site), state_(state) {
    state_ = prepared.state.value_or(State{});
  }

  Result<void> all() {
    auto result = trees().and_then([&] { return prefix(); }).and_then([&] { return steps(); });
    if (result) return result.and_then([&] { return finish(); });
    // A state that still says "running" belongs to a run that was killed.
    if (!untouched_) {
      state_.status =
          result.error().signal != 0 ? State::Status::interrupted : State::Status::failed;
      work_.write_state(state_).ignore();  // only the failure of the build is reported
    }
    return result;
  }

 private:
  Result<void> save() {
    if (auto wrong = work_.write_state(state_)) return failure(wrong.text + full_disks(site_));
    return {};
  }

  /// All new trees are complete before the first old one is removed: a patch that does not fit
  /// loses nothing.
  Result<void> trees() {
    untouched_ = true;
    for (const auto& source : recipe_.sources) {
      if (!is_to_make(source.name)) continue;
      site_.progress.begin(0, 0, source.name);
      const auto start = Clock::now();
      auto made = make_tree(source);
      site_.progress.end(made.has_value(), since(start));
      if (!made) return made;
    }
    untouched_ = false;
    return clear().and_then([&] { return put_in_place(); });
  }

  [[nodiscard]] bool is_to_make(const std::string& name) const {
    const auto& trees = prepared_.plan.trees;
    return std::find(trees.begin(), trees.end(), name) != trees.end();
  }

  Result<void> make_tree(const Source& source) {
    const auto tree = site_.places.new_tree(source.name);
    if (auto wrong = remove_tree(tree)) return failure(wrong.text);
    return fetch(source, tree, site_)
        .and_then([&] { return try_series(prepared_.patches, source.name, tree, site_); })
        .and_then([&] { return apply_series(prepared_.patches, source.name, tree, site_); });
  }

  Result<void> clear() {
    if (!prepared_.plan.fresh) return {};
    const auto old = state_.prefix;
    state_ = State{};
    state_.pattern = prepared_.pattern;
    if (is_unfinished(old, site_.places.work))
      if (auto wrong = remove_tree(old)) return failure(wrong.text);
    if (auto wrong = remove_tree(site_.places.build())) return failure(wrong.text);
    return save();
  }

  Result<void> put_in_place() {
    for (const auto& source : prepared_.wanted.sources) {
      if (!is_to_make(source.name)) continue;
      const auto tree = site_.places.tree(source.name);
      if (auto wrong = remove_tree(tree)) return failure(wrong.text);
      if (auto wrong = make_folder(site_.places.trees())) return failure(wrong.text);
      const auto moved = sys::rename_file(site_.places.new_tree(source.name), tree);
      if (const auto wrong = sys::failure_at(tree, moved)) return failure(wrong.text);
      std::erase_if(state_.sources, [&](const Made& made) { return made.name == source.name; });
      state_.sources.push_back(source);
      if (auto saved = save(); !saved) return saved;
    }
    return {};
  }

  Result<void> prefix() {
    bool again = state_.prefix == site_.places.prefix;
    for (bool made = false; !made; again = false) {
      state_.status = State::Status::running;
      state_.prefix = site_.places.prefix;
      if (auto saved = save(); !saved) return saved;
      if (is_unfinished(state_.prefix, site_.places.work)) break;
      if (state_.begun && sys::exists(state_.prefix))
        return failure(
            fmt::format("{}: the marker of an incomplete build is gone; --restart builds "
                        "into another prefix",
                        state_.prefix));
      const auto mine = make_prefix(state_.prefix, site_.places.work, again);
      if (!mine) return failure("prefix: " + mine.error().text);
      made = *mine;
      if (!made)
        if (auto other = choose_other_prefix(); !other) return other;
    }
    state_.begun = true;
    return save();
  }

  /// Another build was faster.
  Result<void> choose_other_prefix() {
    auto next = free_prefix(prepared_.pattern);
    if (!next) return failure("prefix: " + next.error().text);
    site_.progress.report(
        fmt::format("{} is taken by another build, now into {}", site_.places.prefix, *next));
    site_.places.prefix = std::move(*next);
    return {};
  }

  Result<void> steps() {
    state_.steps.resize(prepared_.plan.first_step);
    for (auto i = prepared_.plan.first_step; i < recipe_.steps.size(); ++i) {
      const auto& step = recipe_.steps[i];
      state_.at = step.name;
      if (auto saved = save(); !saved) return saved;
      site_.progress.begin(i + 1, recipe_.steps.size(), step.name);
      const auto start = Clock::now();
      auto done = run_step(i, step);
      site_.progress.end(done.has_value(), since(start));
      if (!done) return done;
      auto made = prepared_.wanted.steps[i];
      made.seconds = since(start);
      state_.steps.push_back(std::move(made));
      if (auto saved = save(); !saved) return saved;
    }
    return {};
  }

  Result<void> run_step(std::size_t i, const Step& step) {
    const auto name = fmt::format("step '{}'", step.name);
    if (auto room = need_room(site_, name); !room) return room;
    const auto ready = ready_step(recipe_, step, site_.places, site_.inherited);
    for (const auto& folder : {site_.places.build(), ready.directory})
      if (is_below(folder, site_.places.build()))
        if (auto wrong = make_folder(folder)) return failure(wrong.text);
    const auto log = work_.log(i + 1, step.name);
    const auto tick = [&] { site_.progress.tick(); };
    const auto ended =
        run_program({ready.run, ready.directory, ready.environment, log}, site_.interrupts, tick);
    return judge(site_, name, ended, log);
  }

  Result<void> finish() {
    if (auto wrong = finish_prefix(state_.prefix)) return failure(wrong.text);
    state_.status = State::Status::complete;
    return save();
  }

  const Recipe& recipe_;
  const Prepared& prepared_;
  const WorkFolder& work_;
  Site& site_;
  State& state_;
  bool untouched_ = true;
};

}  // namespace

Prepared prepare(const Recipe& recipe, const std::string& work, const Surroundings& surroundings) {
  Prepared prepared;
  prepared.pattern = prefix_pattern(recipe, surroundings.usual_prefix);
  prepared.places = {work, prepared.pattern, recipe.jobs.value_or(surroundings.processors)};
  if (const auto wrong = distrust_work(work)) {
    prepared.problems.push_back(wrong.text);
    return prepared;
  }
  prepared.state = read_state(work);
  auto checked = check_recipe(recipe, prepared.places, surroundings.inherited);
  prepared.problems = std::move(checked.problems);
  if (!prepared.problems.empty()) return prepared;
  decide(recipe, surroundings, checked, prepared);
  prepared.patches = std::move(checked.patches);
  return prepared;
}

Result<void> carry_out(const Recipe& recipe, const Prepared& prepared, const WorkFolder& work,
                       Site& site, State& state) {
  return Run(recipe, prepared, work, site, state).all();
}

}  // namespace rmcp::recipe
