// SPDX-License-Identifier: MIT
// inspect: which ROCm a command would load, or a process has loaded. Looked at here, with this
// user's rights; nothing is started and no device is opened.
#include "inspect/inspect.hpp"

#include "inspect/memory_record.hpp"
#include "render/inspect.hpp"
#include "render/memory.hpp"
#include "verbs/verbs.hpp"

#include <cstdlib>

namespace rmcp::client {
namespace {

Expected<Json> show(Expected<Source*> source, const Patterns& devices) {
  return source ? (*source)->show(devices) : tl::unexpected(source.error());
}

/// What a program loads has nothing to do with the daemon: where none runs, rmcpd looks at the
/// cards without a bus.
Expected<Json> devices_of(Context& context, const Patterns& patterns) {
  const auto& options = context.options();
  auto shown = show(context.source(), patterns);
  if (shown || options.offline || exit_code(shown.error()) != Exit::unreachable) return shown;
  auto from_disk = context.offline().show(patterns);
  return from_disk ? from_disk : shown;  // the first error is the one to be told
}

/// "memory": what librmcp-hsa.so has counted in the process (runtime.record); null when it has not.
void add_memory(Json& document, unsigned pid) {
  const char* folder = std::getenv("XDG_RUNTIME_DIR");
  document["memory"] = nullptr;
  if (folder == nullptr) return;
  auto record = read_memory_record(pid, {.runtime_dir = folder});
  if (!record) document["notes"].push_back(record.error());
  if (record && *record) document["memory"] = std::move(**record);
}

}  // namespace

Exit run_inspect(Context& context) {
  const auto& options = context.options();
  const auto shown = devices_of(context, options.devices);
  if (!shown && !options.devices.empty()) return complain(shown.error());
  InspectQuestion question;
  question.command = options.arguments;
  question.pid = static_cast<unsigned>(options.pid);
  question.targets = options.targets;
  question.mode = parse_start_mode(options.mode);
  const auto all = options.devices.empty() || !shown ? shown : devices_of(context, {});
  question.all_devices = all ? &items(*all, "devices") : nullptr;
  question.devices = shown ? &items(*shown, "devices") : nullptr;
  if (!shown) question.why_no_devices = shown.error().message;
  question.set_of = set_of_document;
  question.user = this_user();
  auto document = inspect(question);
  if (!document) {
    complain(document.error());
    return Exit::failed;
  }
  if (question.pid != 0) add_memory(*document, question.pid);
  context.show(*document, [](const Json& found, const Style& style) {
    const auto memory = found.find("memory");
    const bool recorded = memory != found.end() && memory->is_object();
    return render_inspect(found, style) + (recorded ? render_memory(*memory, style) : "");
  });
  return Exit::ok;
}

}  // namespace rmcp::client
