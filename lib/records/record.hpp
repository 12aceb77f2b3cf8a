// SPDX-License-Identifier: MIT
// Core data as named fields: the one description that D-Bus replies, JSON and the offline mode
// share.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rmcp {

using Field = std::variant<bool, std::int64_t, std::uint64_t, std::string, std::vector<std::string>,
                           std::map<std::string, std::string>>;
/// Keys are in snake case. A fact that is not known is empty, 0 or "unknown"; only those that a
/// knob or a library set does not have at all (min, bits ...) are left out.
using Record = std::vector<std::pair<std::string, Field>>;

struct Advice;
struct DefaultLibraryState;
struct Diagnostic;
struct KfdNode;
struct Knob;
struct KnownDevice;
struct LibrarySet;
struct ModuleState;
struct Outcome;
struct ParameterRow;
struct Profile;
struct Setting;
struct Step;

Record describe(const Step& step);
Record describe(const Outcome& outcome);
Record describe(const Knob& knob);
Record describe(const Setting& setting);
Record describe(const Profile& profile);
Record describe(const Diagnostic& diagnostic);
Record describe(const Advice& advice);
Record describe(const KfdNode& node);
/// Name, state, reasons, prefix, priority, rocm_version, folders (for LD_LIBRARY_PATH),
/// environment, libraries (file: SONAME and build-id), code (component: gfx targets), glibc,
/// glibcxx, automatic (it has a match), manifest (file).
Record describe(const LibrarySet& set);
/// Set, state and note.
Record describe(const DefaultLibraryState& state);
Record describe(const KnownDevice& known);
Record describe(const ParameterRow& row);
/// What is said of all parameters together.
Record describe(const ModuleState& module);

/// One row of `rmcpctl list`.
struct ListRow {
  std::string address, name, gfx, driver, profile, state, note, alias;
};

}  // namespace rmcp
