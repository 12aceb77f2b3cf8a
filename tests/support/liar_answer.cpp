// SPDX-License-Identifier: MIT
// Fills messages by their signatures.
#include "liar_answer.hpp"

#include <cerrno>
#include <cstring>
#include <string_view>

namespace rmcp::liar {
namespace {

constexpr const char* kDevicePath = "/io/github/rmcpd1/device/0000_03_00_0";
constexpr const char* kDevice = "io.github.rmcpd1.Device";
constexpr const char* kManager = "io.github.rmcpd1.Manager";
constexpr const char* kEvil = "\x1b]0;owned\a\n\u202e\u009b1mrmcpctl: all is well";

constexpr std::pair<std::string_view, Lie> kLies[] = {
    {"none", Lie::none},   {"nothing", Lie::nothing}, {"number", Lie::number},
    {"text", Lie::text},   {"twice", Lie::twice},     {"empty", Lie::empty},
    {"odd", Lie::odd},     {"evil", Lie::evil},       {"texts", Lie::texts},
    {"bytes", Lie::bytes}, {"entries", Lie::entries}, {"refusal", Lie::refusal},
    {"gone", Lie::gone},   {"silence", Lie::silence},
};

/// The first complete type of a signature.
std::string first_type(std::string_view signature) {
  if (signature.front() == 'a') return "a" + first_type(signature.substr(1));
  if (signature.front() != '(' && signature.front() != '{')
    return std::string(signature.substr(0, 1));
  int depth = 0;
  std::size_t end = 0;
  do {
    depth += std::strchr("({", signature[end]) != nullptr ? 1 : 0;
    depth -= std::strchr(")}", signature[end]) != nullptr ? 1 : 0;
    ++end;
  } while (depth > 0);
  return std::string(signature.substr(0, end));
}

class Filler {
 public:
  Filler(sd_bus_message* message, Lie lie) : m_(message), lie_(lie) {}

  int fill(std::string_view signature) {
    while (!signature.empty()) {
      const auto type = first_type(signature);
      if (const int r = fill_one(type); r < 0) return r;
      signature.remove_prefix(type.size());
    }
    return 0;
  }

  /// The value of a variant.
  int variant(const std::string& type) {
    const std::string shown = lie_ == Lie::odd ? (type == "i" ? "s" : "i") : type;
    int r = sd_bus_message_open_container(m_, 'v', shown.c_str());
    if (r >= 0) r = fill(shown);
    return r < 0 ? r : sd_bus_message_close_container(m_);
  }

 private:
  [[nodiscard]] const char* text() const {
    if (lie_ == Lie::evil) return kEvil;
    return lie_ == Lie::empty ? "" : "x";
  }

  int fill_one(const std::string& type) {
    const auto inside = type.size() > 2 ? type.substr(1, type.size() - 2) : std::string();
    switch (type.front()) {
      case 'a':
        return fill_array(type.substr(1));
      case '(':
        return container('r', inside);
      case '{':
        return container('e', inside);
      case 'v':
        return variant("s");
      case 'o':
        return sd_bus_message_append(m_, "o", lie_ == Lie::none ? kDevicePath : "/");
      case 's':
        return sd_bus_message_append(m_, "s", text());
      default:
        return sd_bus_message_append(m_, type.c_str(), type == "t" || type == "x" ? 0LL : 0);
    }
  }

  /// An honest daemon with one device could have none of these records; a liar has one.
  int fill_array(const std::string& element) {
    int r = sd_bus_message_open_container(m_, 'a', element.c_str());
    const bool has_one = lie_ == Lie::odd || lie_ == Lie::evil;
    if (r >= 0 && has_one) r = fill_one(element);
    return r < 0 ? r : sd_bus_message_close_container(m_);
  }

  int container(char kind, const std::string& inside) {
    int r = sd_bus_message_open_container(m_, kind, inside.c_str());
    if (r >= 0) r = fill(inside);
    return r < 0 ? r : sd_bus_message_close_container(m_);
  }

  sd_bus_message* m_;
  Lie lie_;
};

/// What is believed of a daemon before the rest is looked at.
constexpr std::pair<std::string_view, const char*> kPlausible[] = {
    {"Address", "0000:03:00.0"}, {"PolicyState", "valid"}, {"Mode", "enforce"}};

int append_value(sd_bus_message* m, std::string_view name, const std::string& type, Lie lie) {
  if (lie != Lie::odd)
    for (const auto& [plausible, value] : kPlausible)
      if (plausible == name) return sd_bus_message_append(m, "v", "s", value);
  return Filler(m, lie).variant(type);
}

int append_properties(sd_bus_message* m, const Interface& interface, Lie lie) {
  int r = sd_bus_message_open_container(m, 'a', "{sv}");
  for (const auto& [name, type] : interface.properties) {
    if (r >= 0) r = sd_bus_message_open_container(m, 'e', "sv");
    if (r >= 0) r = sd_bus_message_append(m, "s", name.c_str());
    if (r >= 0) r = append_value(m, name, type, lie);
    if (r >= 0) r = sd_bus_message_close_container(m);
  }
  return r < 0 ? r : sd_bus_message_close_container(m);
}

int append_objects(sd_bus_message* m, const Interface& device, Lie lie) {
  int r = sd_bus_message_open_container(m, 'a', "{oa{sa{sv}}}");
  if (r >= 0 && lie != Lie::empty) {
    r = sd_bus_message_open_container(m, 'e', "oa{sa{sv}}");
    if (r >= 0) r = sd_bus_message_append(m, "o", kDevicePath);
    if (r >= 0) r = sd_bus_message_open_container(m, 'a', "{sa{sv}}");
    if (r >= 0) r = sd_bus_message_open_container(m, 'e', "sa{sv}");
    if (r >= 0) r = sd_bus_message_append(m, "s", kDevice);
    if (r >= 0) r = append_properties(m, device, lie);
    for (int i = 0; i < 3 && r >= 0; ++i) r = sd_bus_message_close_container(m);
  }
  return r < 0 ? r : sd_bus_message_close_container(m);
}

struct Call {
  sd_bus_message* message;
  const std::map<std::string, Interface>& interfaces;

  [[nodiscard]] std::string member() const { return sd_bus_message_get_member(message); }
};

/// What the member says, by its types.
int append_honest_types(sd_bus_message* m, const Call& call, Lie lie) {
  const auto member = call.member();
  if (member == "GetManagedObjects") return append_objects(m, call.interfaces.at(kDevice), lie);
  if (member == "GetAll") {
    const char* name = "";
    if (const int r = sd_bus_message_read(call.message, "s", &name); r < 0) return r;
    sd_bus_message_rewind(call.message, 1);
    if (lie == Lie::empty) return Filler(m, lie).fill("a{sv}");
    return append_properties(m, call.interfaces.at(name), lie);
  }
  const auto& answers = call.interfaces.at(sd_bus_message_get_interface(call.message)).answers;
  const auto found = answers.find(member);
  return found == answers.end() ? -ENOENT : Filler(m, lie).fill(found->second);
}

constexpr std::size_t kManyBytes = 20'000'000;

int append_texts(sd_bus_message* m) {
  constexpr std::size_t kLength = 31;  // with its length and its end: 36 bytes
  const std::string text(kLength, 'x');
  int r = sd_bus_message_open_container(m, 'a', "s");
  for (std::size_t i = 0; r >= 0 && i < kManyBytes / (kLength + 5); ++i)
    r = sd_bus_message_append_basic(m, 's', text.c_str());
  return r < 0 ? r : sd_bus_message_close_container(m);
}

int append_entries(sd_bus_message* m) {
  constexpr int kEntries = 1'000'000;
  int r = sd_bus_message_open_container(m, 'a', "{ss}");
  for (int i = 0; r >= 0 && i < kEntries; ++i)
    r = sd_bus_message_append(m, "{ss}", std::to_string(i).c_str(), "");
  return r < 0 ? r : sd_bus_message_close_container(m);
}

int append_lie(sd_bus_message* m, const Call& call, Lie lie) {
  switch (lie) {
    case Lie::nothing:
      return 0;
    case Lie::number:
      return sd_bus_message_append(m, "i", 42);
    case Lie::text:
      return sd_bus_message_append(m, "s", "x");
    case Lie::twice: {
      const int r = append_honest_types(m, call, Lie::none);
      return r < 0 ? r : append_honest_types(m, call, Lie::none);
    }
    case Lie::texts:
      return append_texts(m);
    case Lie::bytes:
      return sd_bus_message_append_array(m, 'y', std::string(kManyBytes, 'x').data(), kManyBytes);
    case Lie::entries:
      return append_entries(m);
    default:
      return append_honest_types(m, call, lie);
  }
}

}  // namespace

std::optional<Lie> parse_lie(const std::string& word) {
  for (const auto& [name, lie] : kLies)
    if (name == word) return lie;
  return std::nullopt;
}

int answer(sd_bus_message* call, const std::map<std::string, Interface>& interfaces, Lie lie) {
  if (lie == Lie::silence) return 1;
  if (lie == Lie::refusal)
    return sd_bus_reply_method_errorf(call, "io.github.rmcpd1.Error.Failed", "%s", kEvil);
  if (lie == Lie::gone)
    return sd_bus_reply_method_errorf(call, SD_BUS_ERROR_UNKNOWN_OBJECT, "Unknown object '%s'.",
                                      sd_bus_message_get_path(call));
  sd_bus_message* reply = nullptr;
  int r = sd_bus_message_new_method_return(call, &reply);
  if (r >= 0) r = append_lie(reply, {call, interfaces}, lie);
  if (r >= 0) r = sd_bus_send(nullptr, reply, nullptr);
  sd_bus_message_unref(reply);
  return r;
}

int send_odd_signals(sd_bus* bus) {
  int r = sd_bus_emit_signal(bus, kDevicePath, "org.freedesktop.DBus.Properties",
                             "PropertiesChanged", "sa{sv}as", kManager, 2, "PolicyDiagnostics",
                             "as", 1, "x", "RuleAdvice", "i", 42, 0);
  if (r >= 0)
    r = sd_bus_emit_signal(bus, kDevicePath, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                           "sa{sv}as", kDevice, 3, "State", "i", 42, "Note", "as", 1, kEvil,
                           "Settings", "s", kEvil, 0);
  if (r >= 0) r = sd_bus_emit_signal(bus, kDevicePath, kDevice, "Applied", "i", 42);
  if (r >= 0)
    r = sd_bus_emit_signal(bus, kDevicePath, kDevice, "Applied", "ssaa{sv}", kEvil, kEvil, 1, 1,
                           kEvil, "i", 42);
  return r;
}

}  // namespace rmcp::liar
