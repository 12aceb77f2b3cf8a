// SPDX-License-Identifier: MIT
// From options to a running machine, and back to nothing.
#include "session.hpp"

#include "capture.hpp"
#include "capture_files.hpp"

#include <fmt/format.h>

#include <glib-unix.h>

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <filesystem>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPreload = RMCP_PRELOAD ":libumockdev-preload.so.0";
constexpr int kDaemonFailed = 99;
constexpr unsigned kCommandEndMilliseconds = 3000;

// Whatever the umask and the checkout made of them: the daemon trusts neither.
void settle_permissions(const fs::path& directory) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_symlink()) continue;
    fs::permissions(entry.path(), fs::perms(entry.is_directory() ? 0755 : 0644));
  }
}

void copy_into(const fs::path& from, const fs::path& to) {
  fs::copy(from, to,
           fs::copy_options::recursive | fs::copy_options::copy_symlinks |
               fs::copy_options::overwrite_existing);
}

// A folder laid out like /etc/rmcp, or one with policy files only.
void copy_configuration(const fs::path& from, const fs::path& to) {
  if (!fs::is_directory(from)) throw std::runtime_error(from.string() + ": no such folder");
  const bool laid_out = fs::is_directory(from / "policy.d") ||
                        fs::is_directory(from / "profiles.d") || fs::exists(from / "rmcpd.toml");
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
    const fs::path name = entry.path().filename();
    if (laid_out ? (name == "policy.d" || name == "profiles.d" || name == "rmcpd.toml")
                 : name.extension() == ".toml") {
      copy_into(entry.path(), laid_out ? to / name : to / "policy.d" / name);
    }
  }
}

}  // namespace

Session::Session(Options options, const std::string& directory)
    : options_(std::move(options)),
      directory_(directory),
      private_mounts_(::geteuid() == 0 && enter_private_mounts()) {
  if (options_.polkit && !private_mounts_) {
    throw Unavailable("--polkit: needs root and a mount namespace of its own");
  }
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
  constexpr GSourceFunc kHandlers[] = {
      [](gpointer self) -> gboolean { return static_cast<Session*>(self)->interrupted_ = SIGINT; },
      [](gpointer self) -> gboolean { return static_cast<Session*>(self)->interrupted_ = SIGTERM; },
      [](gpointer self) -> gboolean { return static_cast<Session*>(self)->interrupted_ = SIGHUP; }};
  for (int i = 0; i < 3; ++i)
    signal_sources_[i] = g_unix_signal_add(kSignals[i], kHandlers[i], this);

  testbed_ = std::make_unique<Testbed>(directory_, !options_.plain);
  add_machines();
  copy_policy();
  bus_ = std::make_unique<PrivateBus>(directory_);
  if (options_.polkit) {
    polkit_ = std::make_unique<Polkit>(*bus_, directory_ + "/polkit", options_.polkit_rules);
  }
  daemon_ = std::make_unique<DaemonRunner>(directory_, daemon_command());
  control_ = std::make_unique<ControlServer>(
      directory_ + "/control",
      [this](const std::vector<std::string>& words) { return handle(words); });
}

Session::~Session() {
  for (const unsigned source : signal_sources_) g_source_remove(source);
}

void Session::add_machines() {
  for (const std::string& path : options_.machines) {
    auto machine = read_machine(path);
    if (!machine) throw std::runtime_error(machine.error().text);
    testbed_->add(std::move(*machine));
  }
}

void Session::copy_policy() {
  const fs::path etc = directory_ + "/etc";
  const fs::path vendor = directory_ + "/vendor";
  for (const fs::path& folder : {etc, vendor}) {
    fs::create_directories(folder / "policy.d");
    fs::create_directories(folder / "profiles.d");
  }
  fs::create_directories(directory_ + "/run");
  fs::create_directories(directory_ + "/modprobe.d");
  // A distribution with Debian's way to build an initramfs.
  fs::create_directories(directory_ + "/programs");
  std::ofstream(directory_ + "/os-release") << "ID=debian\n";
  std::ofstream(directory_ + "/programs/update-initramfs");
  fs::create_directories(directory_ + "/state");
  for (const char* name : {"policy.d", "profiles.d"}) {
    const fs::path shipped = fs::path(RMCP_VENDOR_DIR) / name;
    if (fs::is_directory(shipped)) copy_into(shipped, vendor / name);
  }
  for (const std::string& policy : options_.policies) copy_configuration(policy, etc);
  settle_permissions(etc);
  settle_permissions(vendor);
}

Environment Session::machine_environment() const {
  Environment environment = current_environment();
  const std::string preload = environment["LD_PRELOAD"];
  environment["LD_PRELOAD"] = preload.empty() ? kPreload : fmt::format("{}:{}", kPreload, preload);
  environment["UMOCKDEV_DIR"] = testbed_->root();
  environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus_->address();
  environment["PATH"] = std::string(RMCP_BIN_DIR) + ":" + environment["PATH"];
  // Where rmcpd --offline looks for holds and originals, as in the unit.
  environment["STATE_DIRECTORY"] = directory_ + "/state";
  environment["RUNTIME_DIRECTORY"] = directory_ + "/run";
  environment["RMCP_MACHINE_SOCKET"] = directory_ + "/control";
  environment["RMCP_MACHINE_POLICY"] = directory_ + "/etc";
  environment["RMCP_MACHINE_ROOT"] = directory_;
  environment["RMCP_MACHINE_LOG"] = directory_ + "/rmcpd.log";
  environment["RMCP_MACHINE_PLAIN"] = testbed_->no_attribute_fs();
  if (polkit_) environment["RMCP_MACHINE_RULES"] = polkit_->rules_directory();
  return environment;
}

Command Session::daemon_command() const {
  Command command;
  command.arguments = {
      options_.daemon_program.empty() ? RMCP_DAEMON : options_.daemon_program,
      fmt::format("--config-dirs={0}/etc:{0}/run:{0}/vendor", directory_),
      fmt::format("--modprobe-dirs={0}/modprobe.d:{0}/vendor/modprobe.d", directory_),
      fmt::format("--program-dirs={}/programs", directory_),
      fmt::format("--os-release={}/os-release", directory_),
      fmt::format("--state-dir={}/state", directory_),
      fmt::format("--runtime-dir={}/run", directory_)};
  for (const std::string& option : options_.daemon_options) command.arguments.push_back(option);
  command.environment = machine_environment();
  command.output = directory_ + "/rmcpd.log";
  return command;
}

int Session::run() {
  std::ofstream(directory_ + "/rmcpd.log");
  if (options_.daemon) {
    const std::string problem = daemon_->start();
    if (!daemon_->running()) return end(kDaemonFailed);
    if (!problem.empty()) fmt::print(stderr, "rmcp-machine: {}\n", problem);
  }
  return end(run_command());
}

int Session::run_command() {
  Command command;
  command.arguments = options_.command;
  command.environment = machine_environment();
  command.own_group = false;  // so that it may use the terminal
  Child child(command);
  run_until([&] { return !child.running() || interrupted_ != 0; });
  if (child.running()) {
    child.signal(SIGTERM);
    if (!run_until([&] { return !child.running(); }, kCommandEndMilliseconds)) return 128 + SIGKILL;
  }
  return interrupted_ != 0 ? 128 + interrupted_ : exit_code(*child.status());
}

int Session::end(int code) {
  control_.reset();
  if (daemon_->failure().empty() && daemon_->running()) {
    daemon_->stop([this] { testbed_->release_hanging_writes(); });
  }
  const std::string failure = daemon_->failure();
  if (!failure.empty()) {
    fmt::print(stderr, "rmcp-machine: {}\n", failure);
    code = kDaemonFailed;
  }
  const std::string log = read_text(daemon_->log());
  if (code != 0 && code != 77 && !log.empty()) {
    fmt::print(stderr, "rmcp-machine: log of rmcpd:\n{}", log);
  }
  return code;
}

}  // namespace rmcp::testbed
