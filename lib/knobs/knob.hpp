// SPDX-License-Identifier: MIT
// A knob is a thing that can be set. All of them stand in one table (knobs.cpp): adding one is one
// row.
#pragma once
#include "lib/knobs/reading.hpp"
#include "lib/knobs/value.hpp"
#include "lib/knobs/way_back.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmcp {

/// Also the group that the knob's name begins with, and its table in a policy file.
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
/// When the driver looks at the value: a value that is only read at probe does nothing later.
enum class ReadAt { runtime, probe, load };
/// What has to happen before a new value acts.
enum class Activation { immediate, process, rebind, module_reload, reboot };
/// What reading back tells: the value written, which of several is selected, or nothing.
enum class Readback { exact, selected, none };
/// How the value from before us comes back.
enum class Restore { journal, constant, by_other_knob };
enum class Risk { safe, confirm };
/// How the bytes that a codec makes reach the kernel.
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

/// Text or the reason why there is none.
using TextOrReason = tl::expected<std::string, std::string>;
using ValueOrReason = tl::expected<Value, std::string>;

/// Knob::normal as a value.
std::optional<Value> normal_of_table(const struct Knob&, const Reading&);
/// That the file is not there, in words; empty when it is.
std::string missing_file(const struct Knob&, const Reading&);

/// How a kind of value is read from policy, from the kernel, and written. Pure functions.
struct Codec {
  std::string_view type;  // "choice", "power" ... for people and JSON
  /// A policy scalar as a value of this knob, or why it cannot be one.
  ValueOrReason (*parse)(const struct Knob&, const Scalar&);
  /// The value in force, understood from a reading with status ok; nothing when it makes no sense
  /// or the file does not tell.
  std::optional<Value> (*decode)(const struct Knob&, const Reading&);
  /// Why this card cannot have the value; empty when it can.
  std::string (*check)(const struct Knob&, const Value&, const Reading&);
  /// The bytes to write for a value on this card, or why it cannot be said there. Does not check:
  /// what was in force before us may be restored whatever it was.
  TextOrReason (*encode)(const struct Knob&, const Value&, const Reading&);
  /// The value as this card shows it after the write: "80 %" becomes "261 W".
  Value (*resolve)(const struct Knob&, const Value&, const Reading&);
  /// What this card shows once these bytes, made by encode, are written.
  std::optional<Value> (*shown)(const struct Knob&, const std::string& bytes, const Reading&);
  /// The value that the driver starts with, where the files or the kernel's source fix it.
  std::optional<Value> (*normal)(const struct Knob&, const Reading&) = normal_of_table;
  /// Why this card has no such knob; empty when it has. For readings that are ok or absent.
  std::string (*missing)(const struct Knob&, const Reading&) = missing_file;
  /// How a value that was in force comes back to this card.
  WaysBack (*ways_back)(const struct Knob&, const Value& before, const std::optional<Value>& now,
                        const Reading&) = as_it_was;
};

/// Where a knob stands in a file that holds several, and how that file is told: pp_od_clk_voltage
/// and gpu_od/fan_ctrl/*. Ranges are names below OD_RANGE; `[]` in one stands for `[INDEX]`.
struct TableEntry {
  std::string_view section = {};   // "OD_SCLK"
  int row = -1;                    // "0: 500Mhz"; -1: a line without an index
  std::string_view range = {};     // of the quantity, or of a point's first one
  std::string_view range_y = {};   // of a point's second one
  std::string_view command = {};   // in front of index and numbers: "s"; none in fan_ctrl
  Unit unit = Unit::megahertz;     // of the quantity, or of a point's first one
  Unit unit_y = Unit::millivolts;  // of a point's second one
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
  std::string_view requires_knob = {};  // has to be in force first, with
  std::string_view requires_value = {};
  bool (*requires_when)(const Reading&) = nullptr;  // the cards that need it; none given: all
  /// With a reading that is not ok: what is true without looking at the card.
  Risk (*risk)(const Knob&, const Value&, const Reading&) = nullptr;
  WriteAs write_as = WriteAs::text;
  TableEntry entry = {};
  std::string_view upper = {};   // the knob that this one may never be above
  std::string_view normal = {};  // what the driver starts with on every card, in policy's own words
  /// Back to this value (policy's own words) when the daemon stops or crashes and before suspend:
  /// what is unsafe without somebody watching.
  std::string_view release_on_stop = {};
  bool read_wakes = true;            // reading it resumes a runtime-suspended device
  std::string_view present_on = {};  // which cards have it, in words
  std::string_view doc = {};
  std::string_view source = {};  // where the facts come from: kernel file:function
};

/// All rows, in the order of application; the reverse is the order of revert.
std::span<const Knob> knobs();

/// The one knob without a group.
inline constexpr std::string_view kLibraryKnob = "library";

/// True for what is published for programs to be started with, and written nowhere.
bool is_published(const Knob& knob);

/// The row that `name` belongs to; `environment.ANY` finds the row `environment.*`.
const Knob* find_knob(std::string_view name);

/// The known name nearest to a misspelt one, or empty when none is near.
std::string nearest_knob(std::string_view name);

/// A value from text, as people type it and `to_string` writes it: `60`, `150 W`, `0 1 2`.
ValueOrReason parse_text(const Knob& knob, std::string_view text);

/// A value that was in force, from the words that `format` made of it: it may be one that policy
/// cannot ask for.
std::optional<Value> parse_shown(const Knob& knob, std::string_view text);

/// A value with the knob's unit, for people: `60 s`.
std::string format(const Knob& knob, const Value& value);

}  // namespace rmcp
