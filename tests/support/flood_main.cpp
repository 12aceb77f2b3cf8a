// SPDX-License-Identifier: MIT
// An inconsiderate caller: sends one method of rmcpd again and again, as fast as the bus takes it,
// for a limited time. Says at the end what became of the calls.
#include <systemd/sd-bus.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kUsage =
    "usage: rmcp-flood MEMBER SECONDS [--no-reply] [--connections=N] [--in-flight=N] "
    "[--interactive] [--bytes=N] [--entries=N] [--pause] [--until=ERROR]\n";

struct Wish {
  std::string member;
  double seconds = 0;
  bool no_reply = false;
  bool interactive = false;
  bool pause = false;  // between its turns
  std::string until;   // ends well with the first answer that is this error
  unsigned connections = 1;
  unsigned in_flight = 100;  // the bus lets a connection wait for 128 answers
  std::size_t bytes = 0;     // of the text that the call has, where it has one
  unsigned entries = 0;      // more entries in its options
};

struct Row {
  const char* member;
  const char* path;
  const char* interface;
  std::function<int(sd_bus_message*, const Wish&)> append;
};

constexpr auto kManager = "/io/github/rmcpd1/manager";
constexpr auto kManagerInterface = "io.github.rmcpd1.Manager";
constexpr auto kDevice = "/io/github/rmcpd1/device/0000_03_00_0";
constexpr auto kDeviceInterface = "io.github.rmcpd1.Device";
constexpr auto kProperties = "org.freedesktop.DBus.Properties";

int nothing(sd_bus_message*, const Wish&) { return 0; }

int options(sd_bus_message* m, const Wish& wish) {
  int r = sd_bus_message_open_container(m, 'a', "{sv}");
  if (r >= 0 && wish.interactive) r = sd_bus_message_append(m, "{sv}", "interactive", "b", 1);
  for (unsigned i = 0; r >= 0 && i < wish.entries; ++i)
    r = sd_bus_message_append(m, "{sv}", std::to_string(i).c_str(), "y", 1);
  return r < 0 ? r : sd_bus_message_close_container(m);
}

std::string long_text(const Wish& wish) {
  return std::string(std::max<std::size_t>(wish.bytes, 1), 'x');
}

int text(sd_bus_message* m, const Wish& wish) {
  return sd_bus_message_append_basic(m, 's', long_text(wish).c_str());
}

int text_and_options(sd_bus_message* m, const Wish& wish) {
  const int r = text(m, wish);
  return r < 0 ? r : options(m, wish);
}

int paths_and_options(sd_bus_message* m, const Wish& wish) {
  const int r = sd_bus_message_append(m, "ao", 0);
  return r < 0 ? r : options(m, wish);
}

int texts_and_options(sd_bus_message* m, const Wish& wish) {
  const int r = sd_bus_message_append(m, "as", 0);
  return r < 0 ? r : options(m, wish);
}

int settings_and_options(sd_bus_message* m, const Wish& wish) {
  const int r = sd_bus_message_append(m, "a{sv}", 1, "environment.HSA_ENABLE_SDMA", "s",
                                      long_text(wish).c_str());
  return r < 0 ? r : options(m, wish);
}

int device_interface(sd_bus_message* m, const Wish&) {
  return sd_bus_message_append_basic(m, 's', kDeviceInterface);
}

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"List", kManager, kManagerInterface, nothing},
      {"FindDevice", kManager, kManagerInterface, text},
      {"ListKnown", kManager, kManagerInterface, nothing},
      {"ListKnobs", kManager, kManagerInterface, nothing},
      {"ListParameters", kManager, kManagerInterface, nothing},
      {"ListLibraries", kManager, kManagerInterface, nothing},
      {"ListProfiles", kManager, kManagerInterface, nothing},
      {"Reload", kManager, kManagerInterface, options},
      {"ApplyAll", kManager, kManagerInterface, paths_and_options},
      {"RevertAll", kManager, kManagerInterface, paths_and_options},
      {"Confirm", kManager, kManagerInterface, paths_and_options},
      {"Plan", kDevice, kDeviceInterface, options},
      {"Get", kDevice, kDeviceInterface, texts_and_options},
      {"Apply", kDevice, kDeviceInterface, options},
      {"Revert", kDevice, kDeviceInterface, options},
      {"Set", kDevice, kDeviceInterface, settings_and_options},
      {"Unset", kDevice, kDeviceInterface, texts_and_options},
      {"Use", kDevice, kDeviceInterface, text_and_options},
      {"Eject", kDevice, kDeviceInterface, options},
      {"Rebind", kDevice, kDeviceInterface, options},
      {"GetAll", kDevice, kProperties, device_interface},
      {"GetManagedObjects", "/io/github/rmcpd1", "org.freedesktop.DBus.ObjectManager", nothing},
      {"Introspect", kDevice, "org.freedesktop.DBus.Introspectable", nothing},
  };
  return all;
}

void check(const char* what, int result) {
  if (result >= 0) return;
  std::fprintf(stderr, "rmcp-flood: %s: %s\n", what, std::strerror(-result));
  std::exit(1);
}

/// The name of a method on the bus: two of the manager's are also the device's.
std::string method_of(const std::string& member) {
  return member == "ApplyAll" ? "Apply" : member == "RevertAll" ? "Revert" : member;
}

class Caller {
 public:
  Caller(const Row& row, const Wish& wish, std::map<std::string, std::uint64_t>& answers)
      : row_(row), wish_(wish), answers_(answers) {
    check("system bus", sd_bus_open_system(&bus_));
  }
  ~Caller() { sd_bus_close_unref(bus_); }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  std::uint64_t sent() const { return sent_; }

  /// Sends what may be sent now and takes the answers that are there.
  void turn() {
    if (wish_.no_reply) {
      for (int i = 0; i < 50 && queued() < 200; ++i) send();
    } else {
      while (waiting_ < wish_.in_flight) send();
    }
    int r = 0;
    while ((r = sd_bus_process(bus_, nullptr)) > 0) {
    }
    check("bus", r);
    check("bus", sd_bus_wait(bus_, 1000));
  }

 private:
  std::uint64_t queued() const {
    std::uint64_t count = 0;
    sd_bus_get_n_queued_write(bus_, &count);
    return count;
  }

  void send() {
    sd_bus_message* call = nullptr;
    check("call", sd_bus_message_new_method_call(bus_, &call, "io.github.rmcpd", row_.path,
                                                 row_.interface, method_of(row_.member).c_str()));
    check("arguments", row_.append(call, wish_));
    if (wish_.no_reply) {
      check("flags", sd_bus_message_set_expect_reply(call, 0));
      check("send", sd_bus_send(bus_, call, nullptr));
    } else {
      check("send", sd_bus_call_async(bus_, nullptr, call, on_reply, this, UINT64_MAX));
      ++waiting_;
    }
    ++sent_;
    sd_bus_message_unref(call);
  }

  static int on_reply(sd_bus_message* reply, void* self, sd_bus_error*) {
    auto& me = *static_cast<Caller*>(self);
    --me.waiting_;
    const auto* error = sd_bus_message_get_error(reply);
    ++me.answers_[error != nullptr ? error->name : "answered"];
    return 0;
  }

  const Row& row_;
  const Wish& wish_;
  std::map<std::string, std::uint64_t>& answers_;
  sd_bus* bus_ = nullptr;
  unsigned waiting_ = 0;
  std::uint64_t sent_ = 0;
};

bool take_number(const std::string& argument, const char* name, std::function<void(double)> take) {
  const std::string start = std::string(name) + "=";
  if (argument.rfind(start, 0) != 0) return false;
  take(std::atof(argument.c_str() + start.size()));
  return true;
}

bool answered_with(const std::map<std::string, std::uint64_t>& answers, const std::string& error) {
  return answers.count("org.freedesktop.DBus.Error." + error) > 0;
}

Wish parse(int argc, char** argv) {
  if (argc < 3) std::fputs(kUsage, stderr), std::exit(2);
  Wish wish;
  wish.member = argv[1];
  wish.seconds = std::atof(argv[2]);
  for (int i = 3; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--no-reply") {
      wish.no_reply = true;
    } else if (argument == "--interactive") {
      wish.interactive = true;
    } else if (argument == "--pause") {
      wish.pause = true;
    } else if (argument.rfind("--until=", 0) == 0) {
      wish.until = argument.substr(argument.find('=') + 1);
    } else if (!take_number(argument, "--connections",
                            [&](double n) { wish.connections = static_cast<unsigned>(n); }) &&
               !take_number(argument, "--in-flight",
                            [&](double n) { wish.in_flight = static_cast<unsigned>(n); }) &&
               !take_number(argument, "--bytes",
                            [&](double n) { wish.bytes = static_cast<std::size_t>(n); }) &&
               !take_number(argument, "--entries",
                            [&](double n) { wish.entries = static_cast<unsigned>(n); })) {
      std::fputs(kUsage, stderr), std::exit(2);
    }
  }
  return wish;
}

}  // namespace

int main(int argc, char** argv) {
  const Wish wish = parse(argc, argv);
  const auto row = std::find_if(rows().begin(), rows().end(),
                                [&](const Row& r) { return r.member == wish.member; });
  if (row == rows().end()) {
    for (const auto& known : rows()) std::fprintf(stderr, "%s ", known.member);
    std::fputs("\n", stderr);
    return 2;
  }
  std::map<std::string, std::uint64_t> answers;
  std::vector<std::unique_ptr<Caller>> callers;
  for (unsigned i = 0; i < wish.connections; ++i)
    callers.push_back(std::make_unique<Caller>(*row, wish, answers));
  const auto end = Clock::now() + std::chrono::duration<double>(wish.seconds);
  bool told = wish.until.empty();
  while (Clock::now() < end && (wish.until.empty() || !told)) {
    for (auto& caller : callers) caller->turn();
    told = told || answered_with(answers, wish.until);
    if (wish.pause) ::usleep(20000);
  }
  std::uint64_t sent = 0;
  for (const auto& caller : callers) sent += caller->sent();
  std::printf("sent %llu", static_cast<unsigned long long>(sent));
  for (const auto& [name, count] : answers)
    std::printf(" %s %llu", name.c_str(), static_cast<unsigned long long>(count));
  std::printf("\n");
  return told ? 0 : 1;
}
