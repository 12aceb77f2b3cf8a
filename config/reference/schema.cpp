// SPDX-License-Identifier: MIT
// Draft-07, which Taplo and the TOML extensions of editors understand.
#include "schema.hpp"

#include "lib/gpu/match.hpp"
#include "values.hpp"

#include <fmt/format.h>

namespace rmcp::reference {
namespace {

using Json = nlohmann::ordered_json;

Json text(const char* description) { return {{"type", "string"}, {"description", description}}; }

Json one_or_more(const Json& of) {
  return {{"anyOf", Json::array({of, Json{{"type", "array"}, {"items", of}}})}};
}

Json table(Json properties) {
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

/// The kinds whose knobs stand in a table of their own.
constexpr KnobKind kTables[] = {KnobKind::attribute, KnobKind::overdrive, KnobKind::fan,
                                KnobKind::parameter, KnobKind::compute,   KnobKind::runtime};

Json settings(KnobKind kind) {
  const auto prefix = fmt::format("{}.", to_string(kind));
  Json properties = Json::object();
  for (const auto& knob : knobs()) {
    if (knob.kind == kind)
      properties[std::string(knob.name.substr(prefix.size()))] = value_schema(knob);
  }
  return table(std::move(properties));
}

/// The parameters, and the word for the risky ones.
Json module_amdgpu() {
  auto made = settings(KnobKind::parameter);
  made["properties"]["trusted"] = {{"type", "boolean"}};
  return made;
}

Json environment() {
  return {{"type", "object"},
          {"propertyNames", {{"pattern", "^[A-Za-z_][A-Za-z0-9_]*$"}}},
          {"additionalProperties", {{"type", Json::array({"string", "integer"})}}}};
}

Json match() {
  const Json value = one_or_more({{"type", Json::array({"string", "integer", "boolean"})}});
  Json properties = Json::object();
  for (const auto key : match_keys()) properties[std::string(key)] = value;
  properties["not"] = one_or_more({{"$ref", "#/definitions/match"}});
  return table(std::move(properties));
}

Json section(bool rule) {
  Json properties = {{"name", text("For people and for diagnostics; unique in the file.")},
                     {"description", text("For people.")},
                     {"use", one_or_more(text("A profile."))},
                     {"unset", one_or_more(text("A knob, such as attribute.power_cap."))}};
  for (const auto kind : kTables) {
    properties[std::string(to_string(kind))] = {
        {"$ref", fmt::format("#/definitions/{}", to_string(kind))}};
  }
  properties["environment"] = environment();
  properties["library"] = value_schema(*find_knob("library"));
  if (rule) {
    properties["match"] = {{"$ref", "#/definitions/match"}};
    properties["on_drift"] = {{"enum", Json::array({"enforce", "report"})}};
    properties["trusted"] = {{"type", "boolean"}};
    properties["optional"] = {{"type", "boolean"}};
  }
  auto made = table(std::move(properties));
  made["required"] = Json::array({"name"});
  return made;
}

Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json unit() {
  auto made = table({{"name", text("The service: NAME.service.")},
                     {"devices", one_or_more(text("An alias, a PCI address, or all."))},
                     {"runtime", text("The folder of a bundled ROCm that a library set replaces.")},
                     {"absent", {{"enum", Json::array({"start", "wait", "fail"})}}}});
  made["required"] = Json::array({"name", "devices"});
  return made;
}

Json sessions() {
  auto made = table({{"devices", one_or_more(text("An alias, a PCI address, or all."))}});
  made["required"] = Json::array({"devices"});
  return made;
}

Json system_default() {
  auto made = table({{"library", text("The library set that the dynamic loader finds, or none.")}});
  made["required"] = Json::array({"library"});
  return made;
}

}  // namespace

Json policy_schema() {
  Json definitions = {{"match", match()}};
  for (const auto kind : kTables) definitions[std::string(to_string(kind))] = settings(kind);
  auto device = table(
      {{"match", {{"$ref", "#/definitions/match"}}}, {"alias", text("A name for the card.")}});
  auto schema = table({{"format", {{"const", 1}}},
                       {"rule", list_of(section(true))},
                       {"profile", list_of(section(false))},
                       {"device", list_of(std::move(device))},
                       {"unit", list_of(unit())},
                       {"sessions", sessions()},
                       {"system", system_default()},
                       {"module", table({{"amdgpu", module_amdgpu()}})}});
  Json out = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "rmcpd policy"}};
  out.update(schema);
  out["required"] = Json::array({"format"});
  out["definitions"] = std::move(definitions);
  return out;
}

}  // namespace rmcp::reference
