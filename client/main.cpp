// SPDX-License-Identifier: MIT
// rmcpctl: shows and controls the settings that rmcpd applies to AMD GPUs.
#include "client/command/context.hpp"
#include "client/command/output.hpp"
#include "client/command_line.hpp"
#include "client/complete/run.hpp"
#include "client/verbs/verbs.hpp"

#include <clocale>
#include <exception>
#include <new>
#include <string_view>

namespace {

using namespace rmcp::client;

Exit report(const NothingToRun& nothing) {
  if (nothing.exit == Exit::ok)
    print(nothing.text);
  else
    complain(nothing.text);
  return nothing.exit;
}

Exit run(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--complete") {
    run_complete({argv + 2, argv + argc});
    return Exit::ok;
  }
  const auto line = parse_command_line(argc, argv);
  if (!line) return report(line.error());
  Context context(line->options);
  const Exit exit = run(*line->verb, context);
  if (exit != Exit::ok && context.options().json()) print_complaint(context.options().format());
  return exit;
}

}  // namespace

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "");
  try {
    const Exit exit = run(argc, argv);
    finish(exit);
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception&) {  // its text is a library's
    complain("internal error: please report it, with the command");
  }
  finish(Exit::failed);
}
