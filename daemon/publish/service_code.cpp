// SPDX-License-Identifier: MIT
// Joins the code of runtime and program.
#include "daemon/publish/service_code.hpp"

#include "daemon/publish/process_devices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

namespace rmcp::publish {
namespace {

struct CodeSource {
  std::string name;  // a path
  const UnitRuntime* files;
};

/// Null if nothing is known about the runtime, or policy names none.
const UnitRuntime* runtime_of_unit(const ServiceUnit& unit, const ServiceFiles& files) {
  const auto it = files.runtimes.find(unit.runtime);
  return it != files.runtimes.end() && it->second ? &*it->second : nullptr;
}

/// None if the folder that policy names is not known: the program alone may lack the code that
/// decides.
std::vector<CodeSource> sources_of(const ServiceUnit& unit, const ServiceFiles& files) {
  std::vector<CodeSource> out;
  const auto* runtime = runtime_of_unit(unit, files);
  if (runtime != nullptr) out.push_back({unit.runtime, runtime});
  if (runtime == nullptr && !unit.runtime.empty()) return out;
  const auto it = files.programs.find(unit.name);
  if (it != files.programs.end() && it->second.found)
    out.push_back({it->second.path, &*it->second.found});
  return out;
}

/// False if there is none; then `out` stays.
bool take_code(const std::vector<CodeSource>& sources, FoundCode UnitRuntime::*kind,
               ProcessRuntime& out) {
  FoundCode code;
  std::vector<std::string> names;
  for (const auto& source : sources) {
    const auto& part = source.files->*kind;
    if (part.empty()) continue;
    code.add(part);
    names.push_back(source.name);
  }
  if (names.empty()) return false;
  out.from = fmt::format("{}", fmt::join(names, " with "));
  out.code = std::move(code);
  return true;
}

/// Words for places without code; empty while they are not known yet.
std::string why_in_program(const ServiceUnit& unit, const ServiceFiles& files) {
  const auto it = files.programs.find(unit.name);
  if (it == files.programs.end()) return {};
  const auto& [path, found] = it->second;
  return found ? "no GPU code was found in " + path : found.error().text;
}

std::string why_in_runtime(const ServiceUnit& unit, const ServiceFiles& files) {
  const auto it = files.runtimes.find(unit.runtime);
  if (it == files.runtimes.end()) return {};
  return it->second ? "no GPU code was found in " + unit.runtime : it->second.error().text;
}

}  // namespace

ProcessRuntime service_runtime(const ServiceUnit& unit, const ProcessDevice& first,
                               const ServiceFiles& files) {
  auto out = runtime_of(first, unit.runtime.empty() ? "the program" : unit.runtime);
  const auto sources = sources_of(unit, files);
  if (take_code(sources, &UnitRuntime::code, out))
    out.is_rocm = false;
  else if (!out.code)
    out.is_rocm = take_code(sources, &UnitRuntime::rocm, out);
  return out;
}

std::string why_no_service_code(const ServiceUnit& unit, const ServiceFiles& files) {
  const auto program = why_in_program(unit, files);
  const auto runtime = unit.runtime.empty()
                           ? "the folder of its libraries is not known: name it as "
                             "runtime of the [[unit]]"
                           : why_in_runtime(unit, files);
  if (program.empty() || runtime.empty()) return {};
  return unit.runtime.empty() ? program + ", and " + runtime : runtime + "; " + program;
}

}  // namespace rmcp::publish
