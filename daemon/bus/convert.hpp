// SPDX-License-Identifier: MIT
// Converts core data to D-Bus values.
#pragma once
#include "daemon/bus/sdbus_compat.hpp"
#include "lib/records/record.hpp"
#include "lib/text/failure.hpp"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace rmcp::bus {

using Dictionary = std::map<std::string, sdbus::Variant>;  // a{sv}
using Dictionaries = std::vector<Dictionary>;              // aa{sv}

Dictionary to_dictionary(const Record& record);
Dictionaries to_dictionaries(const std::vector<Record>& records);

template <class Range>
Dictionaries to_dictionaries(const Range& range) {
  return to_dictionaries(describe_all(range));
}

/// The properties that differ between two records of the same kind.
std::vector<PropertyName> changed_properties(const Record& before, const Record& after);

/// The options of a method call, checked: throws InvalidArgs for an unknown option or a wrong type.
struct Options {
  bool interactive = false;
  bool keep = false;
  bool force = false;
  std::chrono::seconds revert_after{0};  // 0: not given
};
enum class Accepts { common, keep, revert_after, force };
Options read_options(const Dictionary& options, Accepts accepts);

/// The text by which policy would give a setting's value; throws InvalidArgs for a type that no
/// knob has.
std::string setting_text(const std::string& knob, const sdbus::Variant& value);

using Code = Failure::Code;

/// The error reply for a caller.
sdbus::Error make_error(const Failure& failure);

/// `pci_id` is the property PciId.
std::string property_name(const std::string& snake_case);

}  // namespace rmcp::bus
