// SPDX-License-Identifier: MIT
// One line for each codec's type: a type that is not known here fails the build.
#include "values.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

namespace rmcp::reference {
namespace {

using Json = nlohmann::ordered_json;

std::string quoted(const Knob& knob) {
  std::string out;
  for (std::size_t i = 0; i < knob.choices.size(); ++i) {
    const auto* between = i == 0 ? "" : i + 1 == knob.choices.size() ? " or " : ", ";
    out += fmt::format("{}\"{}\"", between, knob.choices[i]);
  }
  return out;
}

std::string range(const Knob& knob) {
  return fmt::format("{} to {}{}{}", knob.min, knob.max, knob.unit.empty() ? "" : " ", knob.unit);
}

Json choices(const Knob& knob) {
  Json list = Json::array();
  for (const auto choice : knob.choices) list.push_back(std::string(choice));
  return {{"enum", std::move(list)}};
}

Json pattern(const std::string& text) { return {{"type", "string"}, {"pattern", text}}; }

Json integer(const Knob& knob) {
  return {{"type", "integer"}, {"minimum", knob.min}, {"maximum", knob.max}};
}

Json any(std::initializer_list<Json> of) { return {{"anyOf", Json(of)}}; }

Json any_type(std::initializer_list<const char*> types) {
  Json list = Json::array();
  for (const auto* type : types) list.push_back(type);
  return {{"type", std::move(list)}};
}

Json indices(const Knob& knob) { return {{"type", "array"}, {"items", integer(knob)}}; }

std::string point_pattern(const Knob& knob) {
  const auto amount = [](Unit unit) {
    return unit == Unit::celsius ? std::string("-?[0-9]+ *\u00b0?C")
                                 : fmt::format("-?[0-9]+ *{}", to_string(unit));
  };
  const auto point =
      fmt::format("([0-9]+: *)?{} +{}", amount(knob.entry.unit), amount(knob.entry.unit_y));
  return fmt::format("^{0}{1}(, *{1})*$", knob.choices.empty() ? "" : "auto$|^", point);
}

/// A word in capitals as well, which the reader does not mind.
std::string any_case(std::string_view word) {
  std::string out;
  for (const char c : word) {
    const bool letter = c >= 'a' && c <= 'z';
    out += letter ? fmt::format("[{}{}]", c, static_cast<char>(c - 'a' + 'A')) : std::string(1, c);
  }
  return out;
}

/// `custom: gfxclk 0 5 1 ..., memclk 0 5 ...`, see parse_custom.
std::string custom_pattern() {
  const std::string row = " *([A-Za-z][A-Za-z0-9_]* +)?-?[0-9]+( +-?[0-9]+)* *";
  return fmt::format("^{0} *:{1}(,{1})*$", any_case("custom"), row);
}

std::string names_pattern(const Knob& knob) {
  std::string out;
  for (const auto choice : knob.choices)
    out += fmt::format("{}{}", out.empty() ? "" : "|", any_case(choice));
  return fmt::format("^({})$", out);
}

Json mask() {
  const Json names = {{"type", "array"}, {"items", {{"type", "string"}}}};
  return any({any_type({"integer", "string"}),
              {{"type", "object"},
               {"properties", {{"add", names}, {"remove", names}}},
               {"additionalProperties", false}}});
}

struct Type {
  std::string (*words)(const Knob&);
  Json (*schema)(const Knob&);
};

const std::map<std::string_view, Type> kTypes = {
    {"choice", {quoted, choices}},
    {"switch",
     {[](const Knob& k) { return quoted(k) + ", also true or false"; },
      [](const Knob& k) {
        return any({choices(k), any_type({"boolean"})});
      }}},
    {"integer",
     {range,
      [](const Knob& k) {
        return k.kind == KnobKind::parameter ? any_type({"integer", "string"}) : integer(k);
      }}},
    {"boolean",
     {[](const Knob&) { return std::string("true or false"); },
      [](const Knob&) {
        return any_type({"boolean", "integer", "string"});
      }}},
    {"text",
     {[](const Knob&) { return std::string("text"); },
      [](const Knob&) {
        return any_type({"string", "integer", "array"});
      }}},
    {"mask",
     {[](const Knob&) { return std::string("a number, or bits to add and remove"); },
      [](const Knob&) { return mask(); }}},
    {"power",
     {[](const Knob&) {
        return std::string(R"("150 W", "90 %" of the default, "90 % or min", or "min")");
      },
      [](const Knob&) { return pattern("^(min|[0-9]+(\\.[0-9]+)? *(W|%)( +or +min)?)$"); }}},
    {"profile mode",
     {[](const Knob& k) { return quoted(k) + ", its number, or custom with its numbers"; },
      [](const Knob& k) {
        return any({choices(k), pattern(names_pattern(k)), pattern(custom_pattern()), integer(k)});
      }}},
    {"level mask",
     {[](const Knob&) { return std::string("[0, 1], \"0 1\" or \"all\""); },
      [](const Knob& k) {
        return any({indices(k), integer(k), pattern("^(all|[0-9 ]+)$")});
      }}},
    {"quantity",
     {range,
      [](const Knob& k) {
        const auto unit = k.entry.unit == Unit::celsius ? "\u00b0?C" : to_string(k.entry.unit);
        return pattern(fmt::format("^[+-]?[0-9]+ *{}$", unit));
      }}},
    {"points",
     {[](const Knob& k) { return quoted(k) + (k.choices.empty() ? "" : " or ") + "points"; },
      [](const Knob& k) { return pattern(point_pattern(k)); }}},
    {"flag",
     {[](const Knob&) { return std::string("true or false"); },
      [](const Knob&) {
        return any({any_type({"boolean"}), pattern("^(true|false)$")});
      }}},
    {"library set",
     {[](const Knob&) { return std::string("a name, or \"none\", \"system\" or \"auto\""); },
      [](const Knob&) { return pattern("^[a-z0-9][a-z0-9._+-]*$"); }}},
    {"gfx version",
     {[](const Knob&) { return std::string("\"auto\", \"off\" or a version such as \"10.3.0\""); },
      [](const Knob&) { return pattern("^(auto|off|[0-9]+[.][0-9]+[.][0-9]+)$"); }}},
    {"fan speed",
     {[](const Knob&) { return std::string("\"auto\", \"40 %\" or \"1500 rpm\""); },
      [](const Knob&) { return pattern("^(auto|[0-9]+ *(%|rpm))$"); }}},
};

const Type& type_of(const Knob& knob) {
  const auto found = kTypes.find(knob.codec->type);
  if (found == kTypes.end())
    throw std::logic_error(
        fmt::format("{}: no words for the type '{}'", knob.name, knob.codec->type));
  return found->second;
}

}  // namespace

std::string values_in_words(const Knob& knob) { return type_of(knob).words(knob); }

Json value_schema(const Knob& knob) {
  auto schema = type_of(knob).schema(knob);
  schema["description"] = fmt::format("{} Values: {}.", knob.doc, values_in_words(knob));
  return schema;
}

}  // namespace rmcp::reference
