// SPDX-License-Identifier: MIT
// Formats document["programs"].
#include "client/render/programs.hpp"

#include "client/render/columns.hpp"
#include "client/render/origin.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"
#include "lib/start/program_export.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace rmcp::client {
namespace {

/// Policy names services and sessions; container devices are there without being asked for.
bool is_container(const Shown& program) {
  return text(program, "kind") == to_string(ProgramKind::container);
}

/// `egpu`, or `all: 0000:03:00.0, 0000:3f:00.0`.
std::string program_devices(const Shown& program) {
  const auto names = join(items(program, "devices")), addresses = join(items(program, "addresses"));
  return names == "all" && !addresses.empty() ? fmt::format("all: {}", addresses) : names;
}

std::string program_variables(const Shown& program) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : program.at("environment").fields())
    if (value.is_text()) parts.push_back(name + "=" + value.text());
  if (const auto set = text(program, "library"); !set.empty())
    parts.push_back("libraries of " + set);
  return fmt::format("{}", fmt::join(parts, ", "));
}

class ProgramTree {
 public:
  explicit ProgramTree(const Style& style)
      : table_(Table::plain(style, kColumns)), root_(table_.add({"Programs"})) {
    table_.narrow({{kProgramOrigin, 0, true}, {kProgramDevices, 0, true}, {kProgram, 12}});
  }

  void add(const Shown& program) {
    const auto result = text_or(program, "result", "unknown");
    const auto line = table_.add({text(program, "name"), program_devices(program),
                                  Cell(result, colour_of(result)), origin_of(program)},
                                 root_);
    for (const auto& remark :
         {program_variables(program), text(program, "reason"), text(program, "next_step")})
      table_.add_below(line, remark);
  }

  [[nodiscard]] std::string text_of() const { return table_.text(); }

 private:
  enum Column { kProgram, kProgramDevices, kProgramResult, kProgramOrigin, kColumns };

  Table table_;
  std::size_t root_;
};

/// One line: who uses no containers has nothing to do.
std::string container_line(const std::vector<std::string>& names, const Style& style) {
  if (names.empty() || !style.legend) return {};
  const auto line = fmt::format("Not offered to containers: {}. See: rmcpctl status --json",
                                fmt::join(names, ", "));
  std::string out;
  for (const auto& part : style.width > 0 ? wrap(line, style.width) : std::vector{line})
    out += part + "\n";
  return out;
}

}  // namespace

std::string render_programs(const Shown& document, const Style& style) {
  ProgramTree tree(style);
  std::vector<std::string> containers;
  bool any = false;
  for (const auto& program : items(document, "programs")) {
    if (is_container(program)) {
      containers.push_back(text(program, "name"));
    } else {
      tree.add(program);
      any = true;
    }
  }
  return (any ? tree.text_of() : std::string()) + container_line(containers, style);
}

std::string program_counts(const Shown& document) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_result;
  for (const auto& program : items(document, "programs")) {
    if (is_container(program)) continue;
    const auto result = text_or(program, "result", "unknown");
    auto it = std::find_if(by_result.begin(), by_result.end(),
                           [&](const auto& entry) { return entry.first == result; });
    if (it == by_result.end()) it = by_result.insert(it, {result, {}});
    it->second.push_back(text(program, "name"));
  }
  std::vector<std::string> parts;
  bool all_well = true;
  for (const auto& [result, names] : by_result) {
    const bool well = parse_export_result(result) == ExportResult::exported;
    all_well &= well;
    parts.push_back(well ? fmt::format("{} {}", names.size(), result)
                         : fmt::format("{} {} ({})", names.size(), result, fmt::join(names, ", ")));
  }
  if (parts.empty()) return {};
  return fmt::format("programs: {}{}\n", fmt::join(parts, ", "),
                     all_well ? "" : "; rmcpctl status says why");
}

}  // namespace rmcp::client
