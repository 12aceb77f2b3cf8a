// SPDX-License-Identifier: MIT
// rmcp-history: plays one random history in the machine that it runs in, and says what is wrong.
#include "player.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

namespace {

using rmcp::histories::Complaints;
using rmcp::histories::Generator;
using rmcp::histories::Player;
using rmcp::histories::Step;

struct Options {
  std::uint32_t seed = 1;
  unsigned steps = 30;
  std::string external;
};

constexpr const char* kUsage =
    "Usage: rmcp-history --seed N --steps N --external FILE\n"
    "Within rmcp-machine. The same seed gives the same steps.\n";

bool parse(int argc, char** argv, Options& options) {
  if (argc % 2 == 0) return false;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--seed") {
      options.seed = static_cast<std::uint32_t>(std::stoul(value));
    } else if (name == "--steps") {
      options.steps = static_cast<unsigned>(std::stoul(value));
    } else if (name == "--external") {
      options.external = value;
    } else {
      return false;
    }
  }
  return !options.external.empty();
}

Complaints play(const Options& options) {
  Player player(options.external);
  Generator generator(options.seed);
  for (unsigned done = 0; done < options.steps;) {
    for (unsigned left = generator.burst(); left > 0 && done < options.steps; --left) {
      const Step step = generator.next(player.cards());
      fmt::print("{:3} {}\n", ++done, step.text());
      std::fflush(stdout);
      if (Complaints complaints = player.play(step); !complaints.empty()) return complaints;
    }
    if (Complaints complaints = player.rest(); !complaints.empty()) return complaints;
  }
  fmt::print("    revert\n");
  return player.end();
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kUsageError = 2;
  constexpr int kUnavailable = 77;
  Options options;
  try {
    if (!parse(argc, argv, options) || std::getenv("RMCP_MACHINE_SOCKET") == nullptr) {
      std::fputs(kUsage, stderr);
      return kUsageError;
    }
    if (const char* plain = std::getenv("RMCP_MACHINE_PLAIN"); plain != nullptr && *plain != '\0') {
      fmt::print("attributes cannot be emulated: {}\n", plain);
      return kUnavailable;
    }
    fmt::print("seed {}, {} steps\n", options.seed, options.steps);
    const Complaints complaints = play(options);
    for (const std::string& complaint : complaints)
      fmt::print("seed {}: {}\n", options.seed, complaint);
    return complaints.empty() ? 0 : 1;
  } catch (const std::exception& error) {
    fmt::print("seed {}: {}\n", options.seed, error.what());
    return 1;
  }
}
