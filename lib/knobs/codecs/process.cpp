// SPDX-License-Identifier: MIT
// Codecs of published settings: a name, a version, a flag.
#include "lib/gpu/gfx.hpp"
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/knobs/variable.hpp"
#include "lib/text/library_name.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

using tl::unexpected;

// --- a flag ---

Expected<Value> parse_flag(const Knob&, const Scalar& scalar) {
  if (const auto* flag = std::get_if<bool>(&scalar.data))
    return Value{std::string(*flag ? "true" : "false")};
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text != nullptr && (*text == "true" || *text == "false")) return Value{*text};
  return unexpected(std::string("expected true or false"));
}

// --- a library set ---

Expected<Value> parse_library(const Knob&, const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text == nullptr)
    return unexpected(std::string("expected none, system, auto or the name of a library set"));
  if (!is_library_set_name(*text) && !is_library_word(*text)) {
    return unexpected(
        fmt::format("'{}' is not a valid name for a library set: lower-case letters, digits and "
                    ". _ + - only, a letter or digit first, {} at most",
                    *text, kLongestLibraryName));
  }
  return Value{*text};
}

/// The companions are the existing sets: name, and the reason why it cannot be used, empty if it
/// can.
Failure check_library(const Knob&, const Value& value, const Reading& reading) {
  const auto& name = std::get<std::string>(value);
  if (is_library_word(name)) return {};
  const auto it = reading.companions.find(name);
  if (it == reading.companions.end())
    return fmt::format("there is no library set '{}': rmcpctl library list", name);
  return Failure(it->second).after(fmt::format("library set {}: ", name));
}

// --- an override of the gfx target ---

Expected<Value> parse_gfx_override(const Knob&, const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text != nullptr && (*text == "auto" || *text == "off" || parse_gfx_version(*text)))
    return Value{*text};
  return unexpected(fmt::format("{} is not one of auto, off, or a version such as \"10.3.0\"{}",
                                text == nullptr ? "this" : "'" + *text + "'",
                                text == nullptr ? "" : meant_version(*text)));
}

}  // namespace

const Codec kFlagCodec{.type = "flag",
                       .parse = parse_flag,
                       .decode = raw_text,
                       .check = no_check,
                       .encode = plain_text,
                       .resolve = as_it_is,
                       .shown = bytes_shown};
const Codec kLibraryCodec{.type = "library set",
                          .parse = parse_library,
                          .decode = raw_text,
                          .check = check_library,
                          .encode = plain_text,
                          .resolve = as_it_is,
                          .shown = bytes_shown};
const Codec kGfxOverrideCodec{.type = "gfx version",
                              .parse = parse_gfx_override,
                              .decode = raw_text,
                              .check = no_check,
                              .encode = plain_text,
                              .resolve = as_it_is,
                              .shown = bytes_shown};

}  // namespace rmcp
