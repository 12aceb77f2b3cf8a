// SPDX-License-Identifier: MIT
// inspect: the ROCm that a command would load, or that a process has loaded. Read here, with this
// user's rights; nothing is started and no device is opened.
#include "client/inspect/inspect.hpp"

#include "client/document/device.hpp"
#include "client/document/json.hpp"
#include "client/inspect/memory_record.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/text/words.hpp"

#include <limits>

namespace rmcp::client {
namespace {

/// The kernel counts in an int; 0 is no process.
bool is_pid(std::string_view text) {
  const auto pid = whole_number(text);
  return pid && *pid > 0 && *pid <= std::numeric_limits<int>::max();
}

struct InspectOptions {
  std::vector<std::string> devices, targets;
  std::string mode;
  std::uint64_t pid = 0;  // 0: not given
};

std::string check_inspect(const Options& options) {
  const auto& own = options.own<InspectOptions>();
  if (own.pid == 0 && options.arguments.empty()) return "inspect: missing COMMAND or --pid";
  if (own.pid != 0 && !options.arguments.empty())
    return "inspect: either a command or --pid, not both";
  if (own.pid != 0 && (!own.mode.empty() || !own.targets.empty()))
    return "inspect: --mode and --target apply to a command, not to a running process";
  return "";
}

/// "memory": the counts of librmcp-hsa.so in the process (runtime.record); null if there are none.
void add_memory(Json& document, unsigned pid) {
  document["memory"] = nullptr;
  auto record = read_memory_record(pid, record_place(pid));
  if (!record) document["notes"].push_back(record.error().text);
  if (record && *record) document["memory"] = std::move(**record);
}

Exit run_inspect(Context& context) {
  const auto& options = context.options().own<InspectOptions>();
  const auto shown = context.devices_at_hand(options.devices);
  if (!shown && !options.devices.empty()) return complain(shown.error());
  InspectQuestion question;
  question.command = context.options().arguments;
  question.pid = static_cast<unsigned>(options.pid);
  question.targets = options.targets;
  question.mode = parse_start_mode(options.mode);
  const auto all = options.devices.empty() || !shown ? shown : context.devices_at_hand({});
  if (all) question.all_devices = devices_of(items(*all, "devices"));
  if (shown) question.devices = devices_of(items(*shown, "devices"));
  if (!shown) question.why_no_devices = shown.error().text;
  question.user = this_user();
  auto document = inspect(question);
  if (!document) {
    complain(document.error());
    return Exit::failed;
  }
  if (question.pid != 0) add_memory(*document, question.pid);
  context.show(*document, [](const Shown& found, const Style& style) {
    const auto memory = found.at("memory");
    return render_inspect(found, style) + (memory.is_object() ? render_memory(memory, style) : "");
  });
  return Exit::ok;
}

constexpr Option kInspectOptions[] = {{.name = "--device",
                                       .letter = "-d",
                                       .value = "=DEVICE",
                                       .help = "Only for this device; may be repeated",
                                       .word = Word::device,
                                       .place = place<&InspectOptions::devices>},
                                      {.name = "--target",
                                       .value = "=DIR",
                                       .help = "Include libraries opened later, in DIR: torch/lib",
                                       .word = Word::folder,
                                       .place = place<&InspectOptions::targets>},
                                      {.name = "--mode",
                                       .value = "=MODE",
                                       .help = "As started by run: path, preload or mount",
                                       .choices = "path preload mount",
                                       .place = place<&InspectOptions::mode>},
                                      {.name = "--pid",
                                       .value = "=PID",
                                       .help = "Inspect a running process, not a command",
                                       .place = place<&InspectOptions::pid>,
                                       .fits = is_pid,
                                       .expected = "a process id"}};

}  // namespace

extern constexpr Verb kInspectVerb{
    .name = "inspect",
    .help = "Show which ROCm a program would load, and why",
    .arguments = {"[--] COMMAND...", Word::command, Word::command, 0, kMany},
    .options = kInspectOptions,
    .local = kReadsProcesses,
    .check = check_inspect,
    .run = run_inspect,
    .example = "rmcpctl inspect -- python3 train.py\nrmcpctl inspect --pid=4711"};

}  // namespace rmcp::client
