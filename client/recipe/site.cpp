// SPDX-License-Identifier: MIT
// Runs programs of a build, and says how they have failed.
#include "client/recipe/site.hpp"

#include "client/recipe/space.hpp"

#include <fmt/format.h>

namespace rmcp::recipe {

Result<void> judge(Site& site, const std::string& what, const Expected<Ended>& ended,
                   const std::string& log) {
  if (const int signal = site.interrupts.seen()) {
    const auto left = ended ? to_string(ended->left) : "";
    return tl::unexpected(BuildFailure{
        fmt::format("{}: interrupted{}{}", what, left.empty() ? "" : "; ", left), "", signal});
  }
  if (!ended) return failure(fmt::format("{}: {}{}", what, ended.error().text, full_disks(site)));
  if (ended->ok()) return {};
  return failure(fmt::format("{}: {}{}", what, to_string(*ended), full_disks(site)), log);
}

Result<void> run_helper(Site& site, const std::string& what, std::vector<std::string> run,
                        const std::string& log, const Environment& more) {
  auto environment = site.inherited;
  environment["LC_ALL"] = "C";
  for (const auto& [name, value] : more) environment[name] = value;
  const auto tick = [&] { site.progress.tick(); };
  const auto ended =
      run_program({std::move(run), site.places.work, environment, log}, site.interrupts, tick);
  return judge(site, what, ended, log);
}

}  // namespace rmcp::recipe
