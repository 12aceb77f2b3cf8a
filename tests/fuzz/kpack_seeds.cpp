// SPDX-License-Identifier: MIT
// usage: rmcp-kpack-seeds FOLDER
// Writes archives, references to them and libraries with such references: a corpus to start from.
#include "tests/unit/elf/kpack_builder.hpp"
#include "tests/unit/elf/kpack_library.hpp"

#include <filesystem>
#include <fstream>

int main(int argc, char** argv) {
  using namespace rmcp::elf;
  if (argc != 2) return 2;
  auto seeds = kpack_archives();
  for (const auto& reference : kpack_references()) {
    seeds.push_back(reference);
    for (const auto rest : {FatbinRest::nobits, FatbinRest::stale})
      seeds.push_back(kpack_library(reference, rest));
  }
  std::filesystem::create_directories(argv[1]);
  std::size_t number = 0;
  for (const auto& seed : seeds)
    std::ofstream(argv[1] + std::string("/kpack-") + std::to_string(number++)) << seed;
  return 0;
}
