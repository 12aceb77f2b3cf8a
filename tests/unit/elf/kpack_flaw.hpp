// SPDX-License-Identifier: MIT
// What must hold for the readers of archives and references whatever the bytes are: for the fuzzer
// and for tests.
#pragma once
#include "lib/elf/kpack_archive.hpp"
#include "lib/elf/kpack_reference.hpp"

#include <iosfwd>
#include <string>
#include <string_view>

namespace rmcp::elf {

/// One short line of plain text: bytes of the file are not in it as they are.
bool is_one_sentence(const Failure& failure);

/// Empty when all is well: what is refused has one reason, and what is read has code only for
/// targets that the archive is for.
std::string kpack_archive_flaw(int fd);
std::string kpack_reference_flaw(std::string_view section);

/// For the messages of tests.
std::ostream& operator<<(std::ostream& out, const KpackArchive& archive);
std::ostream& operator<<(std::ostream& out, const KpackReference& reference);

}  // namespace rmcp::elf
