// SPDX-License-Identifier: MIT
// A knob is a thing that can be set. All knobs are in one table (knobs.cpp): adding one means
// adding a row.
#pragma once
#include "lib/knobs/reading.hpp"
#include "lib/knobs/value.hpp"
#include "lib/knobs/way_back.hpp"
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmcp {

/// Also the first part of the knob's name, and its table in a policy file.
enum class KnobKind {
  attribute,
  overdrive,
  fan,
  parameter,
  environment,
  library,
  compute,
  runtime
};
enum class Scope { device, module, system, process };
/// When the driver reads the value: a value that is only read at probe does nothing later.
enum class ReadAt { runtime, probe, load };
/// The event after which a new value acts.
enum class Activation { immediate, process, rebind, module_reload, reboot };
/// What reading back returns: the value written, the selected one of several, or nothing.
enum class Readback { exact, selected, none };
/// How the value from before rmcpd is restored.
enum class Restore { journal, constant, by_other_knob };
enum class Risk { safe, confirm };
/// How the bytes from a codec reach the kernel.
enum class WriteAs {
  text,         // the file, in one write(2)
  lines,        // the file, one write(2) a line: the driver takes one command at a time
  assignments,  // `NAME=TEXT` lines: one write(2) each to the file itself or one of its companions
};

std::string_view to_string(KnobKind);
std::string_view to_string(Scope);
std::string_view to_string(ReadAt);
std::string_view to_string(Activation);
std::optional<Activation> parse_activation(std::string_view word);
std::string_view to_string(Readback);
std::string_view to_string(Restore);
std::string_view to_string(Risk);

/// Knob::normal as a value.
std::optional<Value> normal_of_table(const struct Knob&, const Reading&);
/// A message that the file does not exist.
Failure missing_file(const struct Knob&, const Reading&);

/// The driver shows the value as it was given.
inline bool is_equal(const Value& wanted, const Value& found, const Reading&) {
  return wanted == found;
}

/// No remark on any value.
inline std::string nothing_to_remark(const struct Knob&, const Value&, const Reading&) {
  return {};
}

/// Reads a kind of value from policy and from the kernel, and writes it. Pure functions.
struct Codec {
  std::string_view type;  // "choice", "power" ... for people and JSON
  /// A policy scalar as a value of this knob, or the reason why it cannot be one.
  Expected<Value> (*parse)(const struct Knob&, const Scalar&);
  /// The value in force, from a reading with status ok; nothing if the text makes no sense or the
  /// file does not show the value.
  std::optional<Value> (*decode)(const struct Knob&, const Reading&);
  /// The reason why this card cannot have the value.
  Failure (*check)(const struct Knob&, const Value&, const Reading&);
  /// The bytes to write for a value on this card, or the reason why there are none. Checks nothing:
  /// the value from before rmcpd is restored even if it is out of range.
  Expected<std::string> (*encode)(const struct Knob&, const Value&, const Reading&);
  /// The value as this card shows it after the write: "80 %" becomes "261 W".
  Value (*resolve)(const struct Knob&, const Value&, const Reading&);
  /// The value that this card shows once these bytes, made by encode, are written.
  std::optional<Value> (*shown)(const struct Knob&, const std::string& bytes, const Reading&);
  /// The driver's start value, if the files or the kernel's source determine it.
  std::optional<Value> (*normal)(const struct Knob&, const Reading&) = normal_of_table;
  /// The reason why this card has no such knob. For readings that are ok or
  /// absent.
  Failure (*missing)(const struct Knob&, const Reading&) = missing_file;
  /// The ways to restore an earlier value on this card.
  WaysBack (*ways_back)(const struct Knob&, const Value& before, const std::optional<Value>& now,
                        const Reading&) = as_it_was;
  /// True if `found`, in a reading, is what the driver makes of `wanted`, a resolved value.
  bool (*is_met)(const Value& wanted, const Value& found, const Reading&) = is_equal;
  /// Beside the outcome: the number that this card makes of the value where the words do not say
  /// it, or how to ask for one that it can have. Empty: nothing to remark.
  std::string (*remark)(const struct Knob&, const Value&, const Reading&) = nothing_to_remark;
};

/// The place of a knob in a file that holds several, and the syntax for writing it:
/// pp_od_clk_voltage and gpu_od/fan_ctrl/*. Ranges are names below OD_RANGE; `[]` in one stands for
/// `[INDEX]`.
struct TableEntry {
  std::string_view section = {};   // "OD_SCLK"
  int row = -1;                    // "0: 500Mhz"; -1: a line without an index
  std::string_view range = {};     // of the quantity, or of a point's first number
  std::string_view range_y = {};   // of a point's second number
  std::string_view command = {};   // before index and numbers: "s"; none in fan_ctrl
  Unit unit = Unit::megahertz;     // of the quantity, or of a point's first number
  Unit unit_y = Unit::millivolts;  // of a point's second number
  bool may_fall = false;           // a point may be below the card's own one before it
};

struct Knob {
  std::string_view name;  // "attribute.power_cap"; "environment.*" stands for any variable
  KnobKind kind = {};
  Scope scope = {};
  std::string_view file = {};  // below the PCI device's folder; "hwmon/x" is in its hwmonN
  std::span<const std::string_view> companions = {};  // files in the same folder, see Reading
  const Codec* codec = nullptr;
  std::span<const std::string_view> choices = {};  // of a choice
  std::int64_t min = 0, max = 0;                   // of an integer; in `unit`
  std::string_view unit = {};
  ReadAt read_at = ReadAt::runtime;
  Activation activation = Activation::immediate;
  Readback readback = Readback::exact;
  Restore restore = Restore::journal;
  std::string_view restore_value = {};  // with Restore::constant: a value in policy's own words
  std::string_view requires_knob = {};  // has to be in force first, with requires_value
  std::string_view requires_value = {};
  bool (*requires_when)(const Reading&) = nullptr;  // the cards that need it; null: all
  /// With a reading that is not ok: the risk as far as it is known without the card.
  Risk (*risk)(const Knob&, const Value&, const Reading&) = nullptr;
  WriteAs write_as = WriteAs::text;
  TableEntry entry = {};
  std::string_view upper = {};   // the knob that this one may never be above
  std::string_view normal = {};  // the driver's start value on every card, in policy's own words
  /// The value (in policy's own words) to set when the daemon stops or crashes and before suspend,
  /// for settings that are unsafe without supervision.
  std::string_view release_on_stop = {};
  bool read_wakes = true;            // reading it resumes a runtime-suspended device
  std::string_view present_on = {};  // the cards that have it, in words
  std::string_view doc = {};
  std::string_view source = {};  // the source of these facts: kernel file:function
};

/// All rows, in the order of application; the reverse is the order of revert.
std::span<const Knob> knobs();

/// The one knob without a group.
inline constexpr std::string_view kLibraryKnob = "library";

/// True for settings that are published for the start of programs, and never written.
bool is_published(const Knob& knob);

/// True for settings of the overdrive table: edits of its files act with the commit, whichever of
/// the files takes it.
bool is_in_table(const Knob& knob);
inline constexpr std::string_view kCommit = "c";

/// The row that `name` belongs to; `environment.ANY` finds the row `environment.*`.
const Knob* find_knob(std::string_view name);

/// The known name nearest to a misspelt one, or empty when none is near.
std::string nearest_knob(std::string_view name);

/// A value from text, as people type it and `to_string` writes it: `60`, `150 W`, `0 1 2`.
Expected<Value> parse_text(const Knob& knob, std::string_view text);

/// A value that was in force, from the text that `format` made of it: policy may be unable to ask
/// for it.
std::optional<Value> parse_shown(const Knob& knob, std::string_view text);

/// True if the reading shows what the driver makes of the value.
bool shows(const Knob& knob, const Reading& reading, const std::optional<Value>& wanted);

/// A value with the knob's unit, for people: `60 s`.
std::string format(const Knob& knob, const Value& value);

}  // namespace rmcp
