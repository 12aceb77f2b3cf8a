// SPDX-License-Identifier: MIT
// A table of kinds of memory, in the order of their first use.
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

std::string kind_words(const Shown& kind) {
  const auto word = text(kind, "kind");
  if (word == "coarse") return "coarse-grained";
  if (word == "fine") return "fine-grained";
  if (word == "extended_fine") return "fine-grained, extended scope";
  if (word == "kernarg") return "kernel arguments";
  if (word == "managed") return "managed";
  return "of an unknown kind";
}

std::string where(const Shown& kind) {
  const auto address = text(kind, "address");
  return address.empty() ? text(kind, "owner") : address;
}

std::uint64_t unsigned_number(const Shown& object, std::string_view key) {
  return static_cast<std::uint64_t>(number(object, key));
}

std::string remarks(const Shown& kind) {
  std::string out;
  const auto add = [&](std::string_view key, std::string_view words) {
    if (const auto n = number(kind, key); n > 0)
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, words);
  };
  add("failures", "failed");
  add("redirected", "requested as fine-grained");
  return out;
}

std::string footnotes(const Shown& document) {
  std::string out;
  if (text(document, "state") == "killed") out += "The process was killed, or crashed.\n";
  if (number(document, "untracked") > 0) {
    out += fmt::format("{} could not be tracked: NOW and PEAK are too low.\n",
                       count(unsigned_number(document, "untracked"), "allocation", "allocations"));
  }
  if (number(document, "lost") > 0) {
    out += fmt::format("{} more had no room in the record.\n",
                       count(unsigned_number(document, "lost"), "allocation", "allocations"));
  }
  return out;
}

}  // namespace

std::string render_memory(const Shown& document, const Style& style) {
  if (items(document, "kinds").empty()) return "no memory was allocated\n" + footnotes(document);
  enum Column { kWhere, kKind, kCount, kNow, kPeak, kRemark };
  Table table(style, {"WHERE", "MEMORY", "ALLOCATIONS", "NOW", "PEAK", "NOTE"});
  table.narrow({{kRemark, 0, true}, {kCount, 0}});
  for (const auto& kind : items(document, "kinds")) {
    table.add({where(kind), kind_words(kind), std::to_string(number(kind, "count")),
               bytes_text(unsigned_number(kind, "live_bytes")),
               bytes_text(unsigned_number(kind, "peak_bytes")), remarks(kind)});
  }
  return table.text() + footnotes(document);
}

}  // namespace rmcp::client
