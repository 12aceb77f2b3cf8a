// SPDX-License-Identifier: MIT
// The emulated attributes and what they do, without the file system around them. Thread-safe.
#pragma once
#include "attribute_fs.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace rmcp::testbed {

/// Stands for a device in the names of amdgpu's `bind` and `unbind`.
inline constexpr auto kDriverFiles = "amdgpu";

class AttributeFiles {
 public:
  explicit AttributeFiles(AttributeFs::Hooks hooks) : hooks_(std::move(hooks)) {}

  /// "0000:03:00.0,hwmon,power1_cap": the name in the flat file system.
  static std::string file_name(const std::string& device, const std::string& attribute);

  void add(const std::string& device, const std::string& attribute, const std::string& text);
  /// `NAME:initial` and `NAME:committed` are texts of NAME too.
  bool has(const std::string& device, const std::string& attribute) const;
  std::string text(const std::string& device, const std::string& attribute) const;
  void set_text(const std::string& device, const std::string& attribute, const std::string& text);
  void behave(const std::string& device, const std::string& attribute, Behaviour behaviour);
  /// `keep_core`: those of the PCI core outlive the driver.
  void remove_all(const std::string& device, bool keep_core);
  void reset(const std::string& device, int error);
  /// What a commit sends from now on.
  void set_commits(const std::string& device, Commits commits);
  /// `ATTRIBUTE TEXT`, a line for each write to the driver since the last call; with its error.
  std::string take_writes(const std::string& device);
  void release_all();
  /// From now on no write hangs.
  void close();

  // What the file system asks, by file name. Errors are errno values.
  bool exists(const std::string& name) const;
  tl::expected<std::string, int> read(const std::string& name);
  int write(const std::string& name, const std::string& written);

 private:
  struct File {
    std::string device;
    std::string attribute;
    std::string text;
    std::string initial;    // what the driver started with
    std::string committed;  // what is in force of a file that takes commands
    Behaviour behaviour;
    unsigned release = 0;  // counts how often hanging writes were let go
  };
  using Lock = std::unique_lock<std::mutex>;

  File* find(const std::string& device, const std::string& attribute);
  std::string text_of(const std::string& device, std::string_view attribute) const;
  int reset_error(const File& file) const;
  int write_by_driver(File& file, const std::string& written);
  OverdriveTable& table_of(const std::string& device);
  OverdriveTable::Texts table_texts(const std::string& device, std::string File::*text) const;
  void tell_table(const File& file, const std::string& written, bool commit);
  int wait_for_release(Lock& lock, const std::string& name);
  void use(Lock& lock, const std::string& name);

  AttributeFs::Hooks hooks_;
  mutable std::mutex mutex_;
  std::condition_variable released_;
  bool closed_ = false;
  std::map<std::string, File> files_;
  std::map<std::string, int> resets_;             // device: error
  std::map<std::string, OverdriveTable> tables_;  // by device
  std::map<std::string, std::string> writes_;     // by device
};

}  // namespace rmcp::testbed
