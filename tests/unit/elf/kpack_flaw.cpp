// SPDX-License-Identifier: MIT
#include "kpack_flaw.hpp"

#include <algorithm>
#include <ostream>

namespace rmcp::elf {
namespace {

std::string reason_flaw(const Failure& failure) {
  return is_one_sentence(failure) ? "" : "not one sentence: " + failure.text;
}

}  // namespace

bool is_one_sentence(const Failure& failure) {
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  return !failure.text.empty() && failure.text.size() < 300 &&
         std::ranges::all_of(failure.text, printable);
}

std::string kpack_archive_flaw(int fd) {
  const auto archive = read_kpack_archive(fd);
  if (!archive) return reason_flaw(archive.error());
  for (const auto& [library, targets] : archive->code)
    if (!std::ranges::includes(archive->targets, targets)) return "code for other targets";
  return "";
}

std::string kpack_reference_flaw(std::string_view section) {
  const auto reference = parse_kpack_reference(section);
  if (!reference) return reason_flaw(reference.error());
  return reference->paths.empty() ? "no archive at all" : "";
}

std::ostream& operator<<(std::ostream& out, const KpackArchive& archive) {
  out << "for";
  for (const auto& target : archive.targets) out << ' ' << target;
  for (const auto& [library, targets] : archive.code) {
    out << "; " << library << " has";
    for (const auto& target : targets) out << ' ' << target;
  }
  return out;
}

std::ostream& operator<<(std::ostream& out, const KpackReference& reference) {
  out << reference.name << " in";
  for (const auto& path : reference.paths) out << ' ' << path;
  return out;
}

}  // namespace rmcp::elf
