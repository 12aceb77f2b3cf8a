// SPDX-License-Identifier: MIT
// Files that answer like driver attributes: refuse a write, take another value, never return, fail
// to be read. A small FUSE file system with threads of its own.
#pragma once
#include "attribute_rules.hpp"
#include "lib/text/failure.hpp"
#include "overdrive_table.hpp"

#include <functional>
#include <memory>
#include <string>

namespace rmcp::testbed {

/// How one file behaves. At first as the driver does.
struct Behaviour {
  enum class Kind {
    driver,      // attribute_rules
    refuse,      // write fails with `error`
    answer,      // write succeeds, `text` is shown afterwards
    hang,        // write returns when released
    read_error,  // read fails with `error`
    gone,        // no file any more: ENOENT; ENODEV for those who have it open
  };
  Kind kind = Kind::driver;
  int error = 0;
  std::string text;
};

class AttributeFs {
 public:
  struct Hooks {
    /// Somebody read or wrote a driver's file of `device`: that wakes a GPU.
    std::function<void(const std::string& device)> on_use;
    /// Somebody wrote an address to amdgpu's `bind` or `unbind`; the errno, or 0.
    std::function<int(const std::string& file, const std::string& written)> on_bind;
  };

  /// Mounts at `directory`, which has to exist. The reason when FUSE cannot be used here.
  static Expected<std::unique_ptr<AttributeFs>> mount(const std::string& directory, Hooks hooks);
  ~AttributeFs();
  AttributeFs(const AttributeFs&) = delete;
  AttributeFs& operator=(const AttributeFs&) = delete;

  /// A file that shows `text`; returns its path. An existing one is replaced.
  std::string add(const std::string& device, const std::string& attribute, const std::string& text);
  /// Removes the device's files; `keep_core`: but for those of the PCI core.
  void remove_all(const std::string& device, bool keep_core);
  bool has(const std::string& device, const std::string& attribute) const;

  std::string text(const std::string& device, const std::string& attribute) const;
  /// As the hardware would change it: no rule is asked.
  void set_text(const std::string& device, const std::string& attribute, const std::string& text);
  /// Also lets writes return that hang in this file.
  void behave(const std::string& device, const std::string& attribute, Behaviour behaviour);
  /// All that fails in a reset fails with `error` from now on; 0: not any more.
  void reset(const std::string& device, int error);
  /// What a commit of overdrive sends from now on.
  void set_commits(const std::string& device, Commits commits);
  /// `ATTRIBUTE TEXT`, a line for each write to the driver since the last call.
  std::string take_writes(const std::string& device);
  /// Lets every write return that hangs now.
  void release_all();

 private:
  class Impl;
  explicit AttributeFs(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rmcp::testbed
