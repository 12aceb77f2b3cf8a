// SPDX-License-Identifier: MIT
// io.github.rmcpd1.Library: one library set on the bus, for as long as this object lives.
#pragma once
#include "daemon/bus/adaptor.hpp"
#include "daemon/bus/convert.hpp"
#include "lib/sets/library_set.hpp"

#include <io.github.rmcpd1.Library_adaptor.h>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::bus {

class LibraryObject final
    : public Adaptor<io::github::rmcpd1::Library_adaptor, sdbus::ManagedObject_adaptor,
                     sdbus::Properties_adaptor> {
 public:
  LibraryObject(const Bus& bus, const LibrarySet& set);
  ~LibraryObject();

  /// Shows what has become of it; announces the properties that differ.
  void update(const LibrarySet& set);

 private:
  using Texts = std::vector<std::string>;
  using Map = std::map<std::string, std::string>;

  std::string Name() override { return get<std::string>("name"); }
  std::string State() override { return get<std::string>("state"); }
  Texts Reasons() override { return get<Texts>("reasons"); }
  std::string Prefix() override { return get<std::string>("prefix"); }
  std::int64_t Priority() override { return get<std::int64_t>("priority"); }
  std::string RocmVersion() override { return get<std::string>("rocm_version"); }
  Texts Folders() override { return get<Texts>("folders"); }
  Map Environment() override { return get<Map>("environment"); }
  Map Libraries() override { return get<Map>("libraries"); }
  Texts Companions() override { return get<Texts>("companions"); }
  Map Code() override { return get<Map>("code"); }
  std::string Glibc() override { return get<std::string>("glibc"); }
  std::string Glibcxx() override { return get<std::string>("glibcxx"); }
  bool Automatic() override { return get<bool>("automatic"); }
  std::string Manifest() override { return get<std::string>("manifest"); }

  /// A field of the record that Manager.ListLibraries has too.
  template <class T>
  T get(std::string_view key) const {
    for (const auto& [name, field] : record_)
      if (name == key) return std::get<T>(field);
    return {};
  }

  Record record_;
};

/// The sets on the bus.
class LibraryObjects {
 public:
  explicit LibraryObjects(const Bus& bus) : bus_(bus) {}

  /// Adds, updates and removes objects until they are these.
  void show(std::span<const LibrarySet> sets);

 private:
  const Bus& bus_;
  std::map<std::string, std::unique_ptr<LibraryObject>> objects_;
};

}  // namespace rmcp::bus
