// SPDX-License-Identifier: MIT
// From the manuals: env, nice, nohup, stdbuf, timeout of coreutils 9.1; chrt, ionice, prlimit,
// setsid, taskset of util-linux 2.38; time 1.9; numactl 2.0.16; sudo 1.9.
#include "client/wrapper/wrapper_rows.hpp"

#include <algorithm>
#include <array>

namespace rmcp::client {
namespace {

using Option = WrapperOption;
using Operands = Wrapper::Operands;
using enum WrapperOption::Meaning;
constexpr auto kArgument = Option::Takes::argument;
constexpr auto kAttached = Option::Takes::attached;
constexpr auto kNone = Option::Takes::nothing;

constexpr Option kEnv[] = {{'i', "ignore-environment", kNone, clear},
                           {'u', "unset", kArgument, unset},
                           {'C', "chdir", kArgument, folder},
                           {'S', "split-string", kArgument, split},
                           {'a', "argv0", kArgument},
                           {'v', "debug"},
                           {'0', "null"},
                           {'\0', "block-signal", kAttached},
                           {'\0', "default-signal", kAttached},
                           {'\0', "ignore-signal", kAttached},
                           {'\0', "list-signal-handling"}};

constexpr Option kNice[] = {{'n', "adjustment", kArgument}, {'#', ""}};

constexpr Option kTimeout[] = {{'k', "kill-after", kArgument},
                               {'s', "signal", kArgument},
                               {'v', "verbose"},
                               {'f', "foreground"},
                               {'p', "preserve-status"}};

constexpr Option kStdbuf[] = {
    {'i', "input", kArgument}, {'o', "output", kArgument}, {'e', "error", kArgument}};

constexpr Option kSetsid[] = {{'c', "ctty"}, {'f', "fork"}, {'w', "wait"}};

constexpr Option kTime[] = {{'f', "format", kArgument},
                            {'o', "output", kArgument},
                            {'a', "append"},
                            {'p', "portability"},
                            {'q', "quiet"},
                            {'v', "verbose"}};

constexpr Option kTaskset[] = {
    {'a', "all-tasks"}, {'c', "cpu-list"}, {'p', "pid", kNone, no_command}};

constexpr Option kIonice[] = {{'c', "class", kArgument},
                              {'n', "classdata", kArgument},
                              {'t', "ignore"},
                              {'p', "pid", kArgument, no_command},
                              {'P', "pgid", kArgument, no_command},
                              {'u', "uid", kArgument, no_command}};

constexpr Option kChrt[] = {{'b', "batch"},
                            {'d', "deadline"},
                            {'f', "fifo"},
                            {'i', "idle"},
                            {'o', "other"},
                            {'r', "rr"},
                            {'R', "reset-on-fork"},
                            {'T', "sched-runtime", kArgument},
                            {'P', "sched-period", kArgument},
                            {'D', "sched-deadline", kArgument},
                            {'a', "all-tasks"},
                            {'v', "verbose"},
                            {'m', "max", kNone, no_command},
                            {'p', "pid", kNone, no_command}};

constexpr Option kPrlimit[] = {{'c', "core", kAttached},
                               {'d', "data", kAttached},
                               {'e', "nice", kAttached},
                               {'f', "fsize", kAttached},
                               {'i', "sigpending", kAttached},
                               {'l', "memlock", kAttached},
                               {'m', "rss", kAttached},
                               {'n', "nofile", kAttached},
                               {'q', "msgqueue", kAttached},
                               {'r', "rtprio", kAttached},
                               {'s', "stack", kAttached},
                               {'t', "cpu", kAttached},
                               {'u', "nproc", kAttached},
                               {'v', "as", kAttached},
                               {'x', "locks", kAttached},
                               {'y', "rttime", kAttached},
                               {'o', "output", kArgument},
                               {'p', "pid", kArgument, no_command},
                               {'\0', "noheadings"},
                               {'\0', "raw"},
                               {'\0', "verbose"}};

constexpr Option kNumactl[] = {{'a', "all"},
                               {'i', "interleave", kArgument},
                               {'w', "weighted-interleave", kArgument},
                               {'p', "preferred", kArgument},
                               {'P', "preferred-many", kArgument},
                               {'c', "cpubind", kArgument},
                               {'N', "cpunodebind", kArgument},
                               {'C', "physcpubind", kArgument},
                               {'m', "membind", kArgument},
                               {'l', "localalloc"},
                               {'b', "balancing"},
                               {'t', "strict"},
                               {'s', "show", kNone, no_command},
                               {'H', "hardware", kNone, no_command},
                               {'S', "shm", kArgument, no_command},
                               {'f', "file", kArgument, no_command}};

constexpr Option kSudo[] = {{'A', "askpass"},
                            {'B', "bell"},
                            {'b', "background"},
                            {'C', "close-from", kArgument},
                            {'D', "chdir", kArgument},
                            {'E', ""},
                            {'\0', "preserve-env", kAttached},
                            {'e', "edit", kNone, no_command},
                            {'g', "group", kArgument},
                            {'H', "set-home"},
                            {'h', "host", kArgument},
                            {'i', "login"},
                            {'K', "remove-timestamp", kNone, no_command},
                            {'k', "reset-timestamp"},
                            {'l', "list", kNone, no_command},
                            {'N', "no-update"},
                            {'n', "non-interactive"},
                            {'P', "preserve-groups"},
                            {'p', "prompt", kArgument},
                            {'R', "chroot", kArgument},
                            {'r', "role", kArgument},
                            {'S', "stdin"},
                            {'s', "shell"},
                            {'t', "type", kArgument},
                            {'T', "command-timeout", kArgument},
                            {'U', "other-user", kArgument},
                            {'u', "user", kArgument},
                            {'v', "validate", kNone, no_command}};

constexpr std::string_view kOtherUser =
    "it starts a command as another user, with variables of its own choice";
constexpr std::string_view kOtherRoot =
    "it starts a command in another root, or in namespaces of its own";
constexpr std::string_view kTracer = "it starts a command under its own control";
constexpr std::string_view kLauncher =
    "it starts commands itself, with variables or on machines of its own choice";

constexpr Wrapper unfollowed(std::string_view name, std::string_view why) {
  return {name, {}, Operands::none, why};
}

constexpr Wrapper kWrappers[] = {
    {"env", kEnv, Operands::assignments},
    {"nice", kNice},
    {"nohup", {}},
    {"timeout", kTimeout, Operands::one},
    {"stdbuf", kStdbuf, Operands::none, "",
     "stdbuf puts its libstdbuf.so into LD_PRELOAD, which is not shown here"},
    {"setsid", kSetsid},
    {"time", kTime},
    {"taskset", kTaskset, Operands::one},
    {"ionice", kIonice},
    {"chrt", kChrt, Operands::number},
    {"prlimit", kPrlimit},
    {"numactl", kNumactl},
    {"sudo", kSudo, Operands::assignments,
     "it starts a command as another user, with the variables that sudoers(5) lets through", "",
     true},
    unfollowed("doas", kOtherUser),
    unfollowed("pkexec", kOtherUser),
    unfollowed("runuser", kOtherUser),
    unfollowed("setpriv", kOtherUser),
    unfollowed("su", kOtherUser),
    unfollowed("systemd-run", kOtherUser),
    unfollowed("apptainer", kOtherRoot),
    unfollowed("bwrap", kOtherRoot),
    unfollowed("chroot", kOtherRoot),
    unfollowed("distrobox", kOtherRoot),
    unfollowed("docker", kOtherRoot),
    unfollowed("firejail", kOtherRoot),
    unfollowed("flatpak", kOtherRoot),
    unfollowed("nsenter", kOtherRoot),
    unfollowed("podman", kOtherRoot),
    unfollowed("singularity", kOtherRoot),
    unfollowed("toolbox", kOtherRoot),
    unfollowed("unshare", kOtherRoot),
    unfollowed("gdb", kTracer),
    unfollowed("ltrace", kTracer),
    unfollowed("perf", kTracer),
    unfollowed("rocgdb", kTracer),
    unfollowed("strace", kTracer),
    unfollowed("valgrind", kTracer),
    unfollowed("mpiexec", kLauncher),
    unfollowed("mpirun", kLauncher),
    unfollowed("parallel", kLauncher),
    unfollowed("script", kLauncher),
    unfollowed("srun", kLauncher),
    unfollowed("uv", kLauncher),
    unfollowed("watch", kLauncher),
    unfollowed("xargs", kLauncher),
};

constexpr std::array<std::string_view, 4> kRead = {"sh", "bash", "dash", "ksh"};
constexpr std::array<std::string_view, 5> kUnread = {"zsh", "fish", "busybox", "csh", "tcsh"};

}  // namespace

const Wrapper* find_wrapper(std::string_view name) {
  const auto* row = std::ranges::find(kWrappers, name, &Wrapper::name);
  return row == std::end(kWrappers) ? nullptr : row;
}

Shell shell_of(std::string_view name) {
  if (std::ranges::find(kRead, name) != kRead.end()) return Shell::read;
  return std::ranges::find(kUnread, name) != kUnread.end() ? Shell::unread : Shell::none;
}

}  // namespace rmcp::client
