// SPDX-License-Identifier: MIT
// Library sets as objects: added, updated and removed when the registry changes.
#include "daemon/bus/library_object.hpp"

#include "daemon/bus/names.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

namespace rmcp::bus {
namespace {

/// Keeps letters and digits, writes any other byte as _ and two hexadecimal digits, and the empty
/// name as _, as systemd escapes unit names in object paths. The name of an unreadable manifest is
/// that of its file, and may contain any byte.
sdbus::ObjectPath set_path_of(const std::string& name) {
  std::string path = kLibraryPath;
  if (name.empty()) path += '_';
  for (const char c : name) {
    if (is_alphanumeric(c))
      path += c;
    else
      path += fmt::format("_{:02x}", static_cast<unsigned char>(c));
  }
  return sdbus::ObjectPath{path};
}

}  // namespace

LibraryObject::LibraryObject(const Bus& bus, const LibrarySet& set)
    : Adaptor(bus, set_path_of(set.name)), record_(describe(set)) {
  registerAdaptor();
  emitInterfacesAddedSignal();
}

LibraryObject::~LibraryObject() {
  try {
    emitInterfacesRemovedSignal();
  } catch (const sdbus::Error&) {
    // The bus is gone, and every client with it.
  }
  unregisterAdaptor();
}

void LibraryObject::update(const LibrarySet& set) {
  auto record = describe(set);
  const auto changed = changed_properties(record_, record);
  record_ = std::move(record);
  if (!changed.empty())
    emitPropertiesChangedSignal(InterfaceName{io::github::rmcpd1::Library_adaptor::INTERFACE_NAME},
                                changed);
}

void LibraryObjects::show(std::span<const LibrarySet> sets) {
  std::erase_if(objects_,
                [&](const auto& entry) { return find_set(sets, entry.first) == nullptr; });
  for (const auto& set : sets) {
    auto& object = objects_[set.name];
    if (object)
      object->update(set);
    else
      object = std::make_unique<LibraryObject>(bus_, set);
  }
}

}  // namespace rmcp::bus
