// SPDX-License-Identifier: MIT
// profiles: the profiles of the policy, or one of them in full.
#include "client/document/json.hpp"
#include "client/render/config.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

Exit unknown_profile(const std::string& name, const Json& profiles) {
  std::vector<std::string> names;
  for (const auto& profile : profiles) names.push_back(text(profile, "name"));
  const auto near = nearest(name, std::vector<std::string_view>(names.begin(), names.end()));
  complain(near.empty() ? fmt::format("{}: no such profile. See: rmcpctl profiles", name)
                        : fmt::format("{}: no such profile; did you mean '{}'?", name, near));
  return Exit::usage;
}

Exit show_one(Context& context, const Json& profiles, const std::string& name) {
  for (const auto& profile : profiles) {
    if (text(profile, "name") != name) continue;
    context.show(Json{{"profiles", Json::array({profile})}}, render_profile_details);
    return Exit::ok;
  }
  return unknown_profile(name, profiles);
}

Exit run_profiles(Context& context) {
  const auto document = context.ask([](Source& source) { return source.profiles(); });
  const auto& arguments = context.options().arguments;
  if (document && !arguments.empty())
    return show_one(context, items(*document, "profiles"), arguments.front());
  return context.answer(document, render_profiles);
}

}  // namespace

extern constexpr Verb kProfilesVerb{.name = "profiles",
                                    .help = "List the profiles of the policy, or show one",
                                    .arguments = {"[NAME]", Word::profile, Word::none, 0, 1},
                                    .run = run_profiles,
                                    .example = "rmcpctl profiles quiet"};

}  // namespace rmcp::client
