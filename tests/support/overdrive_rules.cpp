// SPDX-License-Identifier: MIT
// Overdrive commands. Its own reading of the tables: it is to find the daemon's mistakes.
#include "overdrive_rules.hpp"

#include <cerrno>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <vector>

namespace rmcp::testbed {
namespace {

using Numbers = std::vector<long>;

WriteAnswer invalid() { return {.error = EINVAL, .shown = {}}; }

/// The numbers behind a command; nothing when kstrtol would refuse one.
std::optional<Numbers> arguments(std::string_view text) {
  Numbers out;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    std::size_t end = 0;
    try {
      out.push_back(std::stol(word, &end, 0));
    } catch (const std::exception&) {
      return std::nullopt;
    }
    if (end != word.size()) return std::nullopt;
  }
  return out;
}

/// The lines of a section, by their index; -1: without one.
class Table {
 public:
  explicit Table(const std::string& text) {
    std::istringstream in(text);
    std::string section;
    for (std::string line; std::getline(in, line);) {
      if (line.ends_with(":")) section = line;
      lines_.push_back({section, line});
    }
  }

  bool has(const std::string& section) const {
    for (const auto& line : lines_) {
      if (line.text == section + ":") return true;
    }
    return false;
  }

  std::optional<Numbers> row(const std::string& section, long index) const {
    const auto* line = find(section, index);
    if (line == nullptr) return std::nullopt;
    Numbers out;
    const std::string text = tail(line->text);
    for (std::sregex_iterator it(text.begin(), text.end(), kNumber), end; it != end; ++it)
      out.push_back(std::stol(it->str()));
    return out;
  }

  bool within(const std::string& range, long value) const {
    for (const auto& line : lines_) {
      if (line.section != "OD_RANGE:" || !line.text.starts_with(range + ":")) continue;
      const std::string text = line.text.substr(range.size() + 1);
      std::sregex_iterator it(text.begin(), text.end(), kNumber);
      const long least = std::stol(it->str()), most = std::stol((++it)->str());
      return value >= least && value <= most;
    }
    return true;  // a driver that prints no range checks none (sienna_cichlid's "vo")
  }

  void set(const std::string& section, long index, const Numbers& values) {
    auto* line = const_cast<Line*>(find(section, index));
    const std::string end = tail(line->text);
    std::string out = line->text.substr(0, line->text.size() - end.size());
    std::size_t at = 0, next = 0;
    for (std::sregex_iterator it(end.begin(), end.end(), kNumber), last; it != last; ++it) {
      out += end.substr(at, static_cast<std::size_t>(it->position()) - at);
      out += std::to_string(values.at(next++));
      at = static_cast<std::size_t>(it->position() + it->length());
    }
    line->text = out + end.substr(at);
  }

  std::string text() const {
    std::string out;
    for (const auto& line : lines_) out += line.text + "\n";
    return out;
  }

 private:
  struct Line {
    std::string section, text;
  };

  /// Behind "1:"; all of a line without an index.
  static std::string tail(const std::string& text) {
    const auto colon = text.find(':');
    return colon == std::string::npos ? text : text.substr(colon + 1);
  }

  const Line* find(const std::string& section, long index) const {
    const std::string start = std::to_string(index) + ":";
    for (const auto& line : lines_) {
      if (line.section != section + ":" || line.text == line.section) continue;
      if (index < 0 ? line.text.find(':') == std::string::npos : line.text.starts_with(start))
        return &line;
    }
    return nullptr;
  }

  static const std::regex kNumber;
  std::vector<Line> lines_;
};

const std::regex Table::kNumber("-?[0-9]+");

WriteAnswer edited(Table& table, const std::string& section, long index, const Numbers& values) {
  table.set(section, index, values);
  return {.error = 0, .shown = table.text()};
}

/// "s 1 2400": a limit, which never crosses the other one (navi10_od_edit_dpm_table).
WriteAnswer edit_limit(Table& table, const std::string& section, const std::string& range,
                       const Numbers& in) {
  const auto present = table.row(section, in[0]);
  if (!present || present->size() != 1 || in[0] > 1 || !table.within(range, in[1]))
    return invalid();
  const auto other = table.row(section, 1 - in[0]);
  if (other && (in[0] == 0 ? in[1] > other->at(0) : in[1] < other->at(0))) return invalid();
  return edited(table, section, in[0], {in[1]});
}

/// "s 7 1366 1100", "vc 1 1424 805": a level or a point.
WriteAnswer edit_point(Table& table, const std::string& section, const std::string& clocks,
                       const std::string& volts, const Numbers& in) {
  const auto present = table.row(section, in[0]);
  if (!present || present->size() != 2) return invalid();
  if (!table.within(clocks, in[1]) || !table.within(volts, in[2])) return invalid();
  return edited(table, section, in[0], {in[1], in[2]});
}

WriteAnswer edit_clocks(Table& table, const std::string& section, const std::string& range,
                        const Numbers& in) {
  if (in.size() == 3) return edit_point(table, section, range, "VDDC", in);
  return in.size() == 2 ? edit_limit(table, section, range, in) : invalid();
}

WriteAnswer edit_single(Table& table, const std::string& section, const std::string& range,
                        const Numbers& in) {
  if (in.size() != 1 || !table.row(section, -1) || !table.within(range, in[0])) return invalid();
  return edited(table, section, -1, {in[0]});
}

WriteAnswer edit_curve(Table& table, const Numbers& in) {
  if (in.size() != 3) return invalid();
  const std::string index = "[" + std::to_string(in[0]) + "]";
  return edit_point(table, "OD_VDDC_CURVE", "VDDC_CURVE_SCLK" + index, "VDDC_CURVE_VOLT" + index,
                    in);
}

/// Only APUs' tables have neither memory clocks nor voltages.
bool wants_manual(const Table& table) {
  return !table.has("OD_MCLK") && !table.has("OD_VDDC_CURVE") && !table.has("OD_VDDGFX_OFFSET");
}

}  // namespace

WriteAnswer write_overdrive(std::string_view attribute, std::string_view command,
                            const std::string& shown, const Sibling& sibling) {
  Table table(shown);
  const auto level = sibling("power_dpm_force_performance_level");
  if (wants_manual(table) && !level.starts_with("manual")) return invalid();
  if (command == "c") return {.error = 0, .shown = shown, .committed = true};
  if (command == "r") return {.error = 0, .shown = sibling(std::string(attribute) + ":initial")};
  const std::size_t letters = command.starts_with("v") ? 2 : 1;
  const auto in = arguments(command.substr(std::min(letters, command.size())));
  if (!in || in->empty()) return invalid();
  if (command.starts_with("vc")) return edit_curve(table, *in);
  if (command.starts_with("vo"))
    return edit_single(table, "OD_VDDGFX_OFFSET", "VDDGFX_OFFSET", *in);
  if (command.starts_with("m")) return edit_clocks(table, "OD_MCLK", "MCLK", *in);
  if (!command.starts_with("s")) return invalid();
  return table.has("OD_SCLK_OFFSET") ? edit_single(table, "OD_SCLK_OFFSET", "SCLK_OFFSET", *in)
                                     : edit_clocks(table, "OD_SCLK", "SCLK", *in);
}

WriteAnswer write_fan_control(std::string_view attribute, std::string_view command,
                              const std::string& shown, const Sibling& sibling) {
  Table table(shown);
  if (command == "c") return {.error = 0, .shown = shown, .committed = true};
  if (command == "r") {
    return {.error = 0,
            .shown = sibling(std::string(attribute) + ":initial"),
            .committed = true};  // the driver falls through to the commit
  }
  const auto in = arguments(command);
  if (!in) return invalid();
  if (in->size() == 3) {
    return edit_point(table, "OD_FAN_CURVE", "FAN_CURVE(hotspot temp)", "FAN_CURVE(fan speed)",
                      *in);
  }
  static const std::map<std::string, std::string, std::less<>> kSections = {
      {"OD_ACOUSTIC_LIMIT", "ACOUSTIC_LIMIT"},
      {"OD_ACOUSTIC_TARGET", "ACOUSTIC_TARGET"},
      {"FAN_TARGET_TEMPERATURE", "TARGET_TEMPERATURE"},
      {"FAN_MINIMUM_PWM", "MINIMUM_PWM"},
      {"FAN_ZERO_RPM_ENABLE", "ZERO_RPM_ENABLE"},
      {"FAN_ZERO_RPM_STOP_TEMPERATURE", "ZERO_RPM_STOP_TEMPERATURE"}};
  const auto section = kSections.find(shown.substr(0, shown.find(':')));
  return section == kSections.end() ? invalid()
                                    : edit_single(table, section->first, section->second, *in);
}

WriteAnswer write_fan(std::string_view attribute, std::string_view written,
                      const std::string& shown, const Sibling& sibling) {
  const auto in = arguments(written);
  if (!in || in->size() != 1) return invalid();
  const long value = in->front();
  const auto taken = [&] { return WriteAnswer{.error = 0, .shown = std::to_string(value) + "\n"}; };
  const bool manual = sibling("hwmon/pwm1_enable").starts_with("1");
  if (attribute == "hwmon/pwm1_enable") return value < 0 || value > 2 ? invalid() : taken();
  if (attribute == "hwmon/pwm1") {
    return !manual || value < 0 || value > 255 ? invalid() : taken();
  }
  if (attribute == "hwmon/fan1_target") {
    return manual ? taken() : WriteAnswer{.error = ENODATA, .shown = shown};
  }
  if (value < 0 || value > 1) return invalid();
  auto answer = taken();  // fan1_enable is the same switch
  answer.others = {{"hwmon/pwm1_enable", value == 1 ? "1\n" : "2\n"}};
  return answer;
}

}  // namespace rmcp::testbed
