// SPDX-License-Identifier: MIT
// One pass over the message, as deep and as far as the bounds allow.
#include "daemon/bus/bounds.hpp"

#include <fmt/format.h>

#include <systemd/sd-bus.h>

#include <cstring>

namespace rmcp::bus {
namespace {

bool is_text(char type) {
  return type == SD_BUS_TYPE_STRING || type == SD_BUS_TYPE_OBJECT_PATH ||
         type == SD_BUS_TYPE_SIGNATURE;
}

class Walk {
 public:
  Walk(sd_bus_message* message, const Bounds& bounds) : message_(message), bounds_(bounds) {}

  /// Whether the rest of this container is within bounds.
  bool container(char kind, unsigned depth) {
    if (depth > bounds_.depth) return stop("arguments: nested too deep");
    for (std::size_t count = 0;; ++count) {
      char type = 0;
      const char* contents = nullptr;
      const int more = sd_bus_message_peek_type(message_, &type, &contents);
      if (more < 0) return stop("arguments: cannot be read");
      if (more == 0) return true;
      if (!may_have(kind, type, count + 1)) return false;
      if (!(contents != nullptr ? within(type, contents, depth) : basic(type))) return false;
    }
  }

  [[nodiscard]] std::string problem() const { return problem_; }

 private:
  bool stop(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  bool may_have(char kind, char type, std::size_t count) {
    if (++values_ > bounds_.values)
      return stop(fmt::format("arguments: more than {} values", bounds_.values));
    if (kind != SD_BUS_TYPE_ARRAY) return true;
    const bool map = type == SD_BUS_TYPE_DICT_ENTRY;
    const auto most = map ? bounds_.entries : bounds_.elements;
    if (count <= most) return true;
    return stop(fmt::format("arguments: {} of more than {} {}", map ? "a map" : "an array", most,
                            map ? "entries" : "elements"));
  }

  bool within(char type, const char* contents, unsigned depth) {
    // Numbers are stored in the message as an array.
    if (sd_bus_message_enter_container(message_, type, contents) < 0)
      return stop("arguments: cannot be read");
    if (!container(type, depth + 1)) return false;
    return sd_bus_message_exit_container(message_) >= 0 || stop("arguments: cannot be read");
  }

  bool basic(char type) {
    union {
      const char* text;
      std::uint64_t number;
    } value{};
    if (sd_bus_message_read_basic(message_, type, &value) < 0)
      return stop("arguments: cannot be read");
    if (!is_text(type)) return true;
    const auto length = std::strlen(value.text);
    texts_ += length;
    if (length > bounds_.text)
      return stop(fmt::format("arguments: a text of more than {} bytes", bounds_.text));
    if (texts_ > bounds_.texts)
      return stop(fmt::format("arguments: texts of more than {} bytes together", bounds_.texts));
    return true;
  }

  sd_bus_message* message_;
  const Bounds& bounds_;
  std::size_t values_ = 0, texts_ = 0;
  std::string problem_;
};

}  // namespace

std::optional<std::string> beyond(sd_bus_message* message, const Bounds& bounds) {
  Walk walk(message, bounds);
  const bool good = walk.container(SD_BUS_TYPE_STRUCT, 0);
  sd_bus_message_rewind(message, 1);
  if (good) return std::nullopt;
  return walk.problem();
}

}  // namespace rmcp::bus
