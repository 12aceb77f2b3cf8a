// SPDX-License-Identifier: MIT
// Facts of loaded libraries and GPU code as JSON.
#include "client/inspect/inspect_json.hpp"

#include "client/document/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rmcp::client {
namespace {

Json places_json(const std::vector<CodePlace>& places) {
  Json out = Json::array();
  for (const auto& place : places)
    out.push_back(Json{{"path", place.path},
                       {"library", place.library},
                       {"kind", to_string(place.kind)},
                       {"targets", place.targets},
                       {"archives", place.archives},
                       {"problems", place.problems}});
  return out;
}

Json fits_json(const std::vector<CodeFitOf>& list) {
  Json out = Json::array();
  for (const auto& entry : list)
    out.push_back(Json{{"name", entry.name},
                       {"fit", rmcp::to_string(entry.match.fit)},
                       {"target", entry.match.target}});
  return out;
}

}  // namespace

Json to_json(const std::vector<RuntimeLibrary>& libraries) {
  Json out = Json::array();
  for (const auto& library : libraries) {
    out.push_back(Json{{"library", library.stem},
                       {"name", library.name},
                       {"path", library.path},
                       {"soname", library.soname},
                       {"build_id", library.build_id},
                       {"found_by", library.found},
                       {"later", library.later},
                       {"deleted", library.deleted},
                       {"in_set", to_string(library.in_set)}});
  }
  return out;
}

Json to_json(const CodeVerdict& verdict) {
  return Json{{"fit", verdict.any ? Json(rmcp::to_string(verdict.own.fit)) : Json(nullptr)},
              {"target", verdict.own.target},
              {"override", verdict.override_value},
              {"device_package", verdict.package},
              {"files", fits_json(verdict.files)},
              {"libraries", fits_json(verdict.libraries)}};
}

void add_facts(Json& document, const LoadResult& loaded,
               const std::vector<RuntimeLibrary>& libraries, const CodeSearch& code,
               const Variables& variables) {
  document["libraries"] = to_json(libraries);
  document["copies"] = Json::array();
  for (const auto& copies : double_copies(libraries))
    document["copies"].push_back(Json{{"library", copies.stem}, {"paths", copies.paths}});
  document["missing"] = Json::array();
  for (const auto& missing : loaded.missing)
    document["missing"].push_back(Json{{"name", missing.name},
                                       {"wanted_by", missing.wanted_by},
                                       {"reason", missing.reason},
                                       {"later", missing.later}});
  document["code"] = places_json(code.places);
  document["tuning"] = places_json(code.tuning);
  document["variables"] = Json::object();
  for (const auto& [name, value] : variables) document["variables"][name] = value;
  document["notes"] = loaded.notes;
  for (const auto& note : judge_variables(variables)) document["notes"].push_back(note);
}

}  // namespace rmcp::client
