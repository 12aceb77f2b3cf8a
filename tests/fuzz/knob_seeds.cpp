// SPDX-License-Identifier: MIT
// knob_seeds CARDS FOLDER: the tables of the simulated cards as inputs for the fuzzer of knobs.
#include "tests/unit/knobs/knob_inputs.hpp"

#include <filesystem>
#include <fstream>

int main(int, char** argv) {
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const auto& input : rmcp::test::knob_inputs(argv[1]))
    std::ofstream(folder / std::to_string(number++)) << rmcp::test::to_data(input);
}
