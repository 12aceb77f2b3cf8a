// SPDX-License-Identifier: MIT
// Names from the running daemon, or from the files with --offline.
#include "client/complete/run.hpp"

#include "client/command/output.hpp"
#include "client/complete/complete.hpp"
#include "client/complete/line.hpp"
#include "client/document/json.hpp"
#include "client/source/bus_source.hpp"
#include "client/source/offline_source.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

using Question = Expected<Json> (*)(Source&);

Json ask(const Line& line, Question question) {
  if (!line.options.host.empty()) return {};  // ssh may ask for a password, or take long
  if (line.options.offline || !line.options.config_dirs.empty()) {
    OfflineSource files(line.options.config_dirs);
    return question(files).value_or(Json());
  }
  auto daemon = BusSource::open("");
  if (!daemon) return {};
  daemon->connection().be_quick();
  return question(*daemon).value_or(Json());
}

}  // namespace

void run_complete(const std::vector<std::string>& words) {
  const Line line = read_line(words);
  const Names names{[&] { return ask(line, [](Source& source) { return source.show({}); }); },
                    [&] { return ask(line, [](Source& source) { return source.profiles(); }); },
                    [&] { return ask(line, [](Source& source) { return source.libraries(); }); }};
  for (const auto& [word, help] : complete(words, names))
    print(fmt::format("{}\t{}\n", printable(word, true), printable(help, true)));
}

}  // namespace rmcp::client
