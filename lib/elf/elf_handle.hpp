// SPDX-License-Identifier: MIT
// An open file of libelf.
#pragma once
#include <libelf.h>

#include <memory>

namespace rmcp::elf {

struct ElfEnd {
  void operator()(Elf* elf) const { elf_end(elf); }
};
using ElfHandle = std::unique_ptr<Elf, ElfEnd>;

}  // namespace rmcp::elf
