// SPDX-License-Identifier: MIT
// Values of module parameters: from policy, in the kernel's words, and back.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <charconv>
#include <limits>

namespace rmcp {
namespace {

using tl::unexpected;

template <class T>
std::optional<T> digits_in(std::string_view text, int base) {
  T value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, bad] = std::from_chars(text.data(), end, value, base);
  return bad == std::errc{} && rest == end ? std::optional(value) : std::nullopt;
}

bool is_hex(std::string_view text) { return text.starts_with("0x") || text.starts_with("0X"); }

/// Octal to the kernel: lib/kstrtox.c:_parse_integer_fixup_radix.
bool is_octal(std::string_view text) { return text.size() > 1 && text.front() == '0'; }

/// Decimal or 0x..., without other characters. What would be octal to the kernel is no number here:
/// nobody can tell which one its writer means.
template <class T>
std::optional<T> number_in(std::string_view text) {
  if (is_hex(text)) return digits_in<T>(text.substr(2), 16);
  return is_octal(text) ? std::nullopt : digits_in<T>(text, 10);
}

/// As the kernel reads it: also octal, and with a plus (lib/kstrtox.c:kstrtoull).
template <class T>
std::optional<T> kernel_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (is_hex(text)) return digits_in<T>(text.substr(2), 16);
  return digits_in<T>(text, is_octal(text) ? 8 : 10);
}

// --- integers ---

std::string range_of(const ModuleParameter& p) {
  auto range = p.max >= std::numeric_limits<std::int32_t>::max() ? fmt::format("at least {}", p.min)
               : p.min == p.max                                  ? fmt::format("{}", p.min)
                                : fmt::format("{} to {}", p.min, p.max);
  if (p.automatic) range += fmt::format(", or {} for auto", *p.automatic);
  return range;
}

Failure check_integer(const ModuleParameter& p, std::int64_t number) {
  if (p.automatic == number) return {};
  if (number < p.min || number > p.max)
    return fmt::format("{} is out of range: {}", number, range_of(p));
  if (p.power_of_two && !std::has_single_bit(static_cast<std::uint64_t>(number)))
    return fmt::format("{} is not a power of two: the driver would round it up", number);
  return {};
}

Expected<Value> parse_parameter_integer(const Knob& knob, const Scalar& scalar) {
  const auto& p = module_parameter_of(knob);
  std::optional<std::int64_t> number;
  if (const auto* integer = std::get_if<std::int64_t>(&scalar.data)) number = *integer;
  if (const auto* text = std::get_if<std::string>(&scalar.data))
    number = number_in<std::int64_t>(*text);
  if (!number) return wrong_type(fmt::format("an integer, {}", range_of(p)), scalar);
  if (const auto wrong = check_integer(p, *number)) return because(wrong.text);
  return Value{*number};
}

/// A value that the kernel cannot parse keeps the whole module from loading.
Expected<std::string> integer_text(const ModuleParameter& p, std::int64_t number,
                                   std::optional<KernelVersion> kernel) {
  if (number >= 0) return fmt::format("{}", number);
  if (kernel && *kernel < p.unsigned_before)
    return because(fmt::format("{} is not valid for Linux before {}.{}: the driver would not load",
                               number, p.unsigned_before.major, p.unsigned_before.minor));
  return p.is_unsigned ? fmt::format("{}", static_cast<std::uint32_t>(number))
                       : fmt::format("{}", number);
}

// --- booleans ---

Expected<Value> parse_boolean(const Knob&, const Scalar& scalar) {
  if (const auto* truth = std::get_if<bool>(&scalar.data)) return Value{std::int64_t{*truth}};
  const auto* number = std::get_if<std::int64_t>(&scalar.data);
  if (number != nullptr && (*number == 0 || *number == 1)) return Value{*number};
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text != nullptr && (*text == "0" || *text == "1")) return Value{std::int64_t{*text == "1"}};
  return because("expected true or false");
}

// --- text ---

constexpr std::size_t kLongestText = 255;

/// One time-out, or four: for graphics, compute, SDMA and video.
Failure check_timeouts(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t start = 0; start <= text.size(); ++count) {
    const auto end = std::min(text.find(',', start), text.size());
    if (!number_in<std::int32_t>(text.substr(start, end - start)))
      return fmt::format("'{}' is not a list of milliseconds, such as \"10000,60000,10000,10000\"",
                         text);
    start = end + 1;
  }
  if (count > 4) return fmt::format("'{}' has more than four values", text);
  return {};
}

Failure check_text(const ModuleParameter& p, std::string_view text) {
  if (text.empty()) return "an empty value has no effect; remove it with unset";
  if (text.size() > kLongestText) return fmt::format("longer than {} characters", kLongestText);
  const auto allowed = [&](unsigned char c) {
    return (c < 0x80 && std::isalnum(c) != 0) ||
           p.charset.find(static_cast<char>(c)) != p.charset.npos;
  };
  if (!std::all_of(text.begin(), text.end(), allowed))
    return fmt::format("only letters, digits and any of '{}' are allowed", p.charset);
  return p.name() == "lockup_timeout" ? check_timeouts(text) : Failure();
}

Expected<Value> parse_parameter_text(const Knob& knob, const Scalar& scalar) {
  std::string text;
  if (const auto* string = std::get_if<std::string>(&scalar.data)) {
    text = *string;
  } else if (const auto* number = std::get_if<std::int64_t>(&scalar.data)) {
    text = fmt::format("{}", *number);
  } else if (const auto* list = std::get_if<Scalar::List>(&scalar.data)) {
    text = fmt::format("{}", fmt::join(*list, ","));
  } else {
    return wrong_type("a string", scalar);
  }
  if (const auto wrong = check_text(module_parameter_of(knob), text)) return because(wrong.text);
  return Value{std::move(text)};
}

// --- masks ---

std::string hex_text(std::uint64_t number) { return fmt::format("0x{:x}", number); }

/// All bits that the parameter has, by the width of its default.
std::uint64_t widest(const ModuleParameter& p) {
  constexpr std::size_t kOf32Bits = std::string_view("0xffffffff").size();
  return p.normal.size() > kOf32Bits ? std::numeric_limits<std::uint64_t>::max()
                                     : std::numeric_limits<std::uint32_t>::max();
}

const MaskBit* find_bit(const ModuleParameter& p, std::string_view name) {
  const auto it = std::find_if(p.bits.begin(), p.bits.end(),
                               [&](const MaskBit& bit) { return bit.name == name; });
  return it == p.bits.end() ? nullptr : &*it;
}

std::string unknown_bit(const ModuleParameter& p, std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& bit : p.bits) names.push_back(bit.name);
  const auto near = nearest(name, names);
  if (names.empty()) return "its bits have no names: give the whole mask";
  return near.empty() ? fmt::format("'{}' is not one of its bits: {}", name, fmt::join(names, ", "))
                      : fmt::format("'{}' is not one of its bits; did you mean '{}'?", name, near);
}

/// A mask's value is text: "0xfff7ffff", or changes to the default such as "+overdrive -gfxoff".
Expected<Value> parse_change(const ModuleParameter& p, const MaskChange& change) {
  std::string text;
  for (const auto& [sign, names] : {std::pair{'+', &change.add}, std::pair{'-', &change.remove}}) {
    for (const auto& name : *names) {
      if (find_bit(p, name) == nullptr) return because(unknown_bit(p, name));
      const auto& other = sign == '+' ? change.remove : change.add;
      if (std::find(other.begin(), other.end(), name) != other.end())
        return because(fmt::format("'{}' is both added and removed", name));
      text += fmt::format("{}{}{}", text.empty() ? "" : " ", sign, name);
    }
  }
  if (text.empty()) return because("neither adds nor removes a bit");
  return Value{std::move(text)};
}

/// "+overdrive -gfxoff" as a change; nothing for other text.
std::optional<MaskChange> change_in(std::string_view text) {
  MaskChange change;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (text.front() != '+' && text.front() != '-') return std::nullopt;
    (text.front() == '+' ? change.add : change.remove).emplace_back(text.substr(1, end - 1));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return change;
}

Expected<Value> parse_mask(const Knob& knob, const Scalar& scalar) {
  const auto& p = module_parameter_of(knob);
  if (const auto* change = std::get_if<MaskChange>(&scalar.data)) return parse_change(p, *change);
  std::optional<std::uint64_t> mask;
  if (const auto* number = std::get_if<std::int64_t>(&scalar.data)) {
    if (*number < 0) return because(fmt::format("{} is not a mask: it is negative", *number));
    mask = static_cast<std::uint64_t>(*number);
  } else if (const auto* text = std::get_if<std::string>(&scalar.data)) {
    mask = number_in<std::uint64_t>(*text);
    const auto change = mask ? std::nullopt : change_in(*text);
    if (change) return parse_change(p, *change);
    if (!mask) return because(fmt::format("'{}' is not a mask such as \"{}\"", *text, p.normal));
  } else {
    return wrong_type("a mask, or { add = [\"BIT\"], remove = [\"BIT\"] }", scalar);
  }
  if (*mask > widest(p))
    return because(fmt::format("{} is wider than {}", hex_text(*mask), hex_text(widest(p))));
  return Value{hex_text(*mask)};
}

/// The text may not be policy's: a version with more bits may have stored it.
const std::string* first_unknown(const ModuleParameter& p, const MaskChange& change) {
  for (const auto* names : {&change.add, &change.remove})
    for (const auto& name : *names)
      if (find_bit(p, name) == nullptr) return &name;
  return nullptr;
}

Expected<std::string> mask_text(const ModuleParameter& p, const std::string& text,
                                std::optional<KernelVersion> kernel) {
  const auto change = number_in<std::uint64_t>(text) ? std::nullopt : change_in(text);
  if (!change) return text;
  const auto normal = default_on(p, kernel);
  const auto base = normal ? number_in<std::uint64_t>(*normal) : std::nullopt;
  if (!base) return because("the default of this kernel is not known: give the whole mask");
  if (const auto* unknown = first_unknown(p, *change)) return because(unknown_bit(p, *unknown));
  auto mask = *base;
  for (const auto& name : change->add) mask |= find_bit(p, name)->bit;
  for (const auto& name : change->remove) mask &= ~find_bit(p, name)->bit;
  return hex_text(mask);
}

// --- the kernel's text ---

/// A number in any format of sysfs; an unsigned one may stand for -1.
std::optional<std::int64_t> shown_number(std::string_view text) {
  if (text == "Y") return 1;
  if (text == "N") return 0;
  const auto number = kernel_number<std::int64_t>(text);
  const bool unsigned_word = number && *number > std::numeric_limits<std::int32_t>::max() &&
                             *number <= std::numeric_limits<std::uint32_t>::max();
  return unsigned_word ? static_cast<std::int32_t>(static_cast<std::uint32_t>(*number)) : number;
}

/// Up to 6.12 the driver cuts its own text at the first comma when it probes
/// (amdgpu_device_get_job_timeout_settings, strsep).
bool cut_by_probe(std::string_view shown, std::string_view wanted,
                  std::optional<KernelVersion> kernel) {
  return (!kernel || *kernel < k7_2) && wanted.find(',') != wanted.npos &&
         shown == wanted.substr(0, wanted.find(','));
}

// --- as codecs ---

std::optional<Value> decode(const Knob& knob, const Reading& reading) {
  if (module_parameter_of(knob).type == ParameterType::integer) {
    if (const auto number = shown_number(reading.raw)) return Value{*number};
  }
  return Value{reading.raw};
}

Expected<std::string> encode(const Knob& knob, const Value& value, const Reading&) {
  return parameter_text(module_parameter_of(knob), value, std::nullopt);
}

std::optional<Value> shown(const Knob&, const std::string& bytes, const Reading&) {
  return Value{bytes};
}

}  // namespace

Expected<std::string> parameter_text(const ModuleParameter& p, const Value& value,
                                     std::optional<KernelVersion> kernel) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (p.type == ParameterType::integer && number != nullptr)
    return integer_text(p, *number, kernel);
  const auto text = to_string(value);
  return p.type == ParameterType::mask ? mask_text(p, text, kernel) : Expected<std::string>(text);
}

bool shows_value(const ModuleParameter& p, std::string_view shown, std::string_view wanted,
                 std::optional<KernelVersion> kernel) {
  if (shown == wanted) return true;
  if (p.type == ParameterType::mask) {
    const auto mask = kernel_number<std::uint64_t>(shown);
    return mask && mask == kernel_number<std::uint64_t>(wanted);
  }
  if (p.type == ParameterType::text)
    return p.name() == "lockup_timeout" && cut_by_probe(shown, wanted, kernel);
  const auto number = shown_number(shown);
  return number && number == shown_number(wanted);
}

bool is_met(const ModuleParameter& p, std::string_view shown, const Value& wanted,
            std::string_view text, std::optional<KernelVersion> kernel) {
  const auto* words = std::get_if<std::string>(&wanted);
  const auto change =
      p.type == ParameterType::mask && words != nullptr ? change_in(*words) : std::nullopt;
  const auto mask = kernel_number<std::uint64_t>(shown);
  if (!change || !mask || first_unknown(p, *change) != nullptr)
    return shows_value(p, shown, text, kernel);
  const auto is_set = [&](const std::string& name) {
    return (*mask & find_bit(p, name)->bit) != 0;
  };
  return std::all_of(change->add.begin(), change->add.end(), is_set) &&
         std::none_of(change->remove.begin(), change->remove.end(), is_set);
}

/// The default is safe on every kernel, and so is disabling a power management feature: people do
/// that against crashes.
Risk parameter_risk(const ModuleParameter& p, const Value& value) {
  if (p.risk == Risk::safe) return Risk::safe;
  const auto text = parameter_text(p, value, std::nullopt);
  if (!text) return p.risk;
  if (p.type == ParameterType::mask && !p.bits.empty()) {
    const auto mask = number_in<std::uint64_t>(*text), normal = number_in<std::uint64_t>(p.normal);
    return mask && normal && (*mask & ~*normal) == 0 ? Risk::safe : p.risk;
  }
  const bool normal = shows_value(p, p.normal, *text, std::nullopt) ||
                      (!p.new_normal.empty() && shows_value(p, p.new_normal, *text, std::nullopt));
  return normal ? Risk::safe : p.risk;
}

const Codec kParameterIntegerCodec{.type = "integer",
                                   .parse = parse_parameter_integer,
                                   .decode = decode,
                                   .check = no_check,
                                   .encode = encode,
                                   .resolve = as_it_is,
                                   .shown = shown};
const Codec kParameterBooleanCodec{.type = "boolean",
                                   .parse = parse_boolean,
                                   .decode = decode,
                                   .check = no_check,
                                   .encode = encode,
                                   .resolve = as_it_is,
                                   .shown = shown};
const Codec kParameterTextCodec{.type = "text",
                                .parse = parse_parameter_text,
                                .decode = decode,
                                .check = no_check,
                                .encode = encode,
                                .resolve = as_it_is,
                                .shown = shown};
const Codec kParameterMaskCodec{.type = "mask",
                                .parse = parse_mask,
                                .decode = decode,
                                .check = no_check,
                                .encode = encode,
                                .resolve = as_it_is,
                                .shown = shown};

}  // namespace rmcp
