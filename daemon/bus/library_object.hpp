// SPDX-License-Identifier: MIT
// io.github.rmcpd1.Library: one library set on the bus, for the lifetime of this object.
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

  /// Takes over the set's present findings and announces the properties that differ.
  void update(const LibrarySet& set);

 private:
  using Texts = std::vector<std::string>;
  using Map = std::map<std::string, std::string>;
  using Targets = std::map<std::string, Texts>;

  std::string Name() override { return get<std::string>(record_, "name"); }
  std::string State() override { return get<std::string>(record_, "state"); }
  Texts Reasons() override { return get<Texts>(record_, "reasons"); }
  std::string Prefix() override { return get<std::string>(record_, "prefix"); }
  std::int64_t Priority() override { return get<std::int64_t>(record_, "priority"); }
  std::string RocmVersion() override { return get<std::string>(record_, "rocm_version"); }
  Texts Folders() override { return get<Texts>(record_, "folders"); }
  Map Environment() override { return get<Map>(record_, "environment"); }
  Dictionaries Libraries() override {
    return to_dictionaries(get<std::vector<Record>>(record_, "libraries"));
  }
  Texts Companions() override { return get<Texts>(record_, "companions"); }
  std::string ForeignRuntime() override { return get<std::string>(record_, "foreign_runtime"); }
  std::string Links() override { return get<std::string>(record_, "links"); }
  Targets Code() override { return get<Targets>(record_, "code"); }
  Texts ArchivedCode() override { return get<Texts>(record_, "archived_code"); }
  Targets UnreadCode() override { return get<Targets>(record_, "unread_code"); }
  Map DataVariables() override { return get<Map>(record_, "data_variables"); }
  std::string Glibc() override { return get<std::string>(record_, "glibc"); }
  std::string Glibcxx() override { return get<std::string>(record_, "glibcxx"); }
  bool Automatic() override { return get<bool>(record_, "automatic"); }
  std::string Manifest() override { return get<std::string>(record_, "manifest"); }

  Record record_;
};

/// All library sets on the bus.
class LibraryObjects {
 public:
  explicit LibraryObjects(const Bus& bus) : bus_(bus) {}

  /// Adds, updates and removes objects until they match these sets.
  void show(std::span<const LibrarySet> sets);

 private:
  const Bus& bus_;
  std::map<std::string, std::unique_ptr<LibraryObject>> objects_;
};

}  // namespace rmcp::bus
