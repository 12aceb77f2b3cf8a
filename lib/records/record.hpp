// SPDX-License-Identifier: MIT
// Data of lib as named fields: the one description shared by D-Bus replies, JSON and the offline
// mode. Each kind of record is one table of fields in this room; no other place lists them.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rmcp {

struct Field;
/// Keys are in snake case. An unknown property is empty, 0 or "unknown"; only properties that a
/// knob or a library set does not have at all (min, bits ...) are left out.
using Record = std::vector<std::pair<std::string, Field>>;

using FieldValue =
    std::variant<bool, std::int64_t, std::uint64_t, std::string, std::vector<std::string>,
                 std::map<std::string, std::string>,
                 std::map<std::string, std::vector<std::string>>, Record, std::vector<Record>>;
struct Field : FieldValue {
  using FieldValue::FieldValue;
  bool operator==(const Field&) const = default;
};

/// The value of a field; that of an empty T if the record does not have the key.
template <class T>
T get(const Record& record, std::string_view key) {
  for (const auto& [name, field] : record)
    if (name == key) return std::get<T>(field);
  return {};
}

/// How JSON expresses that a property is unknown. D-Bus has no null: there it is "", 0 or
/// "unknown".
enum class Unknown {
  never,     // the value is unchanged
  empty,     // "" and 0 are null
  tristate,  // yes, no and unknown are true, false and null
};

/// The name of a field, and the meaning of its value.
struct Key {
  std::string_view name;  // in snake case; the D-Bus property is the same in camel case
  Unknown unknown = Unknown::never;
  std::span<const Key> (*inside)() = nullptr;  // of the records in its value
};

struct Advice;
struct DefaultLibraryState;
struct DeviceView;
struct Diagnostic;
struct KfdNode;
struct Knob;
struct KnobReading;
struct KnownDevice;
struct LibraryChoice;
struct LibrarySet;
struct ModuleState;
struct Outcome;
struct ParameterRow;
struct ProbeRow;
struct Profile;
struct ProgramExport;
struct SetLibrary;
struct Setting;
struct Step;

/// All displayed properties of one device; the keys are the properties of io.github.rmcpd1.Device,
/// in the order of its documentation.
Record describe(const DeviceView& view);
Record describe(const KfdNode& node);
Record describe(const KnobReading& read);
Record describe(const KnownDevice& known);
Record describe(const Step& step);
Record describe(const Outcome& outcome);
Record describe(const Knob& knob);
Record describe(const Setting& setting);
Record describe(const Profile& profile);
Record describe(const Diagnostic& diagnostic);
Record describe(const Advice& advice);
Record describe(const SetLibrary& library);
Record describe(const LibrarySet& set);
Record describe(const DefaultLibraryState& state);
Record describe(const ParameterRow& row);
Record describe(const ProbeRow& row);
Record describe(const ProgramExport& program);
/// The properties of all parameters together.
Record describe(const ModuleState& module);

/// The possible keys of records about a T, in order.
template <class T>
std::span<const Key> keys_of();
template <>
std::span<const Key> keys_of<Advice>();
template <>
std::span<const Key> keys_of<DefaultLibraryState>();
template <>
std::span<const Key> keys_of<DeviceView>();
template <>
std::span<const Key> keys_of<Diagnostic>();
template <>
std::span<const Key> keys_of<KfdNode>();
template <>
std::span<const Key> keys_of<Knob>();
template <>
std::span<const Key> keys_of<KnobReading>();
template <>
std::span<const Key> keys_of<KnownDevice>();
template <>
std::span<const Key> keys_of<LibraryChoice>();
template <>
std::span<const Key> keys_of<LibrarySet>();
template <>
std::span<const Key> keys_of<ModuleState>();
template <>
std::span<const Key> keys_of<Outcome>();
template <>
std::span<const Key> keys_of<ParameterRow>();
template <>
std::span<const Key> keys_of<ProbeRow>();
template <>
std::span<const Key> keys_of<Profile>();
template <>
std::span<const Key> keys_of<ProgramExport>();
template <>
std::span<const Key> keys_of<SetLibrary>();
template <>
std::span<const Key> keys_of<Setting>();
template <>
std::span<const Key> keys_of<Step>();

/// A device as a row of `rmcpctl list`; all fields but the last are texts.
Record row_of(const DeviceView& view);
std::span<const Key> row_keys();

template <class Range>
std::vector<Record> describe_all(const Range& range) {
  std::vector<Record> out;
  for (const auto& item : range) out.push_back(describe(item));
  return out;
}

}  // namespace rmcp
