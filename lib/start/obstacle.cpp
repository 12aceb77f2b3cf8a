// SPDX-License-Identifier: MIT
// The table of obstacles.
#include "lib/start/obstacle.hpp"

#include "lib/start/program_export.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp {
namespace {

using Export = ExportResult;

struct ObstacleRow {
  Obstacle obstacle;
  ExportResult result;
  std::string_view next_step;
};

constexpr ObstacleRow kObstacles[] = {
    {Obstacle::none, Export::exported, ""},
    {Obstacle::no_device, Export::not_exported, "name a device"},
    {Obstacle::no_gpu, Export::not_exported, "rmcpctl list shows the GPUs that are here"},
    {Obstacle::compute_disabled, Export::not_exported,
     "remove that setting to let programs use it"},
    {Obstacle::no_kfd_node, Export::not_exported, "rmcpctl inspect -- true says why"},
    {Obstacle::node_hidden, Export::not_exported, "rmcpctl inspect -- true says why"},
    {Obstacle::library_refused, Export::not_exported,
     "rmcpctl library list shows the sets and their problems"},
    {Obstacle::links_missing, Export::not_exported, "systemctl restart rmcpd"},
    {Obstacle::libraries_differ, Export::not_exported,
     "name one device, or give both the same library"},
    {Obstacle::values_differ, Export::not_exported, "name one device, or give both the same value"},
    {Obstacle::overrides_differ, Export::not_exported,
     "name one device, and start a program for each"},
    {Obstacle::device_settling, Export::waiting, "rmcpctl wait returns when it has been handled"},
    {Obstacle::device_unmanaged, Export::waiting, "bind it to amdgpu, or name another device"},
    {Obstacle::device_absent, Export::waiting, "connect it, then restart the service"},
    {Obstacle::device_awaited, Export::waiting, "connect it: the service waits for it"},
    {Obstacle::device_required, Export::waiting,
     "connect it, then start the service: it fails without it"},
    {Obstacle::session_device_absent, Export::waiting, "connect it, then log in again"},
    {Obstacle::settings_not_in_force, Export::nothing_to_export, "rmcpctl status DEVICE says why"},
    {Obstacle::nothing_published, Export::nothing_to_export,
     "a rule with environment, compute or library gives them some"},
    {Obstacle::runtime_not_read, Export::partly_exported, "rmcpd is reading it"},
    {Obstacle::runtime_unreadable, Export::partly_exported,
     "correct runtime of the [[unit]], or remove it"},
    {Obstacle::runtime_without_libraries, Export::partly_exported,
     "correct runtime of the [[unit]], or remove it"},
    {Obstacle::set_without_library, Export::partly_exported,
     "name a library set that has it, or remove runtime"},
    {Obstacle::set_in_archives, Export::partly_exported,
     "name another library set, or remove runtime"},
    {Obstacle::settings_give_nothing, Export::nothing_to_export, ""},
    {Obstacle::unfit_for_containers, Export::not_exported, ""},
};

const ObstacleRow& obstacle_row(Obstacle obstacle) {
  return *std::find_if(std::begin(kObstacles), std::end(kObstacles) - 1,
                       [&](const ObstacleRow& row) { return row.obstacle == obstacle; });
}

}  // namespace

std::string_view next_step(Obstacle obstacle) { return obstacle_row(obstacle).next_step; }

ExportResult result_of(Obstacle obstacle) { return obstacle_row(obstacle).result; }

Failure as_failure(const Hindrance& hindrance) {
  const auto step = next_step(hindrance.obstacle);
  return step.empty() ? hindrance.reason : fmt::format("{}: {}", hindrance.reason, step);
}

}  // namespace rmcp
