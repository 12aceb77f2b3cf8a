// SPDX-License-Identifier: MIT
// rmcp-generator [--config-dirs=A:B] NORMAL [EARLY LATE]: a systemd generator. Runs before all
// units of a boot and on each daemon-reload, so it reads policy and nothing more, and never fails:
// a boot must not stop because of it. The daemon reports errors in policy.
#include "daemon/engine/policy_keeper.hpp"
#include "daemon/publish/drop_in.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/paths.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using namespace rmcp;

/// systemd passes stderr to the kernel's log while there is no other.
void complain(const std::string& what) {
  std::fprintf(stderr, "rmcp-generator: %s\n", what.c_str());
}

void write_drop_in(const ServiceUnit& unit, const sys::Paths& paths, const std::string& out) {
  const auto folder = out + "/" + unit.name + ".d";
  const auto files = unit.runtime.empty() ? std::vector<publish::RuntimeFile>()
                                          : publish::find_runtime_files(unit.runtime);
  const auto text = publish::drop_in_text(unit, files, paths.runtime);
  auto written = sys::make_directories(folder);
  if (written.done()) written = sys::replace_file(folder + "/50-rmcp.conf", text, 0644, false);
  if (written.failed()) complain(folder + ": " + sys::describe_errno(written.error()));
}

/// The daemon's future policy: the last good one if the files have errors.
void generate(const sys::Paths& paths, const std::string& out) {
  engine::PolicyKeeper keeper(paths, ::geteuid(), engine::PolicyKeeper::Keep::no);
  if (!keeper.load())
    complain(fmt::format("policy is {}: see rmcpctl config check", to_string(keeper.state())));
  for (const auto& unit : keeper.policy()->units) write_drop_in(unit, paths, out);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  std::istringstream stream{std::string(text)};
  for (std::string part; std::getline(stream, part, ':');)
    if (!part.empty()) out.push_back(part);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::string_view kConfig = "--config-dirs=";
  sys::Paths paths;
  int at = 1;
  if (at < argc && std::string_view(argv[at]).starts_with(kConfig)) {
    paths.config = split(std::string_view(argv[at]).substr(kConfig.size()));
    // Another system's policy: the last good one of this system does not apply.
    paths.state.clear();
    ++at;
  }
  if (at >= argc) {
    complain("only systemd runs this program: see systemd.generator(7)");
    return 2;
  }
  try {
    generate(paths, argv[at]);
  } catch (const std::exception& e) {
    complain(e.what());
  }
  return 0;
}
