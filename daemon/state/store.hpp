// SPDX-License-Identifier: MIT
// Records of one type, a file each in one folder.
#pragma once
#include "daemon/state/disk.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace rmcp::state {

/// The file format of a T. json_form.hpp makes the usual ones.
template <class T>
struct Form {
  /// Never throws, for any contents of the file; a missing file gives the values of a new card.
  std::function<T(const std::string& path)> load;
  /// Removes the file for a T that needs none.
  std::function<sys::Status(const std::string& path, const T& note)> save;
  std::string ending = {};  // of the files' names
};

/// The same, but leaves a file with the same contents alone.
template <class T>
Form<T> written_once(Form<T> form) {
  auto save = [load = form.load, save = std::move(form.save)](const std::string& path,
                                                              const T& note) {
    return load(path) == note ? sys::kDone : save(path, note);
  };
  return {std::move(form.load), std::move(save), std::move(form.ending)};
}

/// Records that are read and written by the caller: below /run, or on a thread that may wait.
template <class T>
class Files {
 public:
  Files(std::string folder, Form<T> form) : folder_(std::move(folder)), form_(std::move(form)) {}

  [[nodiscard]] T read(const std::string& name) const { return form_.load(path_of(name)); }
  sys::Status write(const std::string& name, const T& note) {
    return form_.save(path_of(name), note);
  }
  [[nodiscard]] std::string path_of(const std::string& name) const {
    return folder_ + "/" + name + form_.ending;
  }

 private:
  std::string folder_;
  Form<T> form_;
};

/// Records in the state folder, read and written by the disk's thread. While that does not answer,
/// the last ones read or written are used.
template <class T>
class Store {
 public:
  Store(std::string folder, Form<T> form)
      : shared_(std::make_shared<Shared>(Files<T>(std::move(folder), std::move(form)))) {}

  /// Nothing: the disk does not answer, and never has.
  [[nodiscard]] std::optional<T> read(const std::string& name) const {
    const auto read = Disk::instance().run([name, shared = shared_] {
      shared->know(name, shared->files.read(name));
      return sys::kDone;
    });
    const bool may_know = read.done() || read.error() == ETIMEDOUT;
    return may_know ? shared_->known(name) : std::nullopt;
  }

  sys::Status replace(const std::string& name, T note) {
    return Disk::instance().run(
        [name, note = std::move(note), shared = shared_] { return shared->write(name, note); });
  }

  /// Changes the file. One thread makes all changes, so none gets lost, nor those of other objects
  /// on the same file.
  sys::Status change(const std::string& name, std::function<void(T&)> make_change) {
    return Disk::instance().run([name, make_change = std::move(make_change), shared = shared_] {
      auto note = shared->files.read(name);
      make_change(note);
      return shared->write(name, std::move(note));
    });
  }

 private:
  /// Work that hangs may outlive the store.
  struct Shared {
    explicit Shared(Files<T> files_given) : files(std::move(files_given)) {}

    sys::Status write(const std::string& name, T note) {
      const auto written = files.write(name, note);
      if (written.done()) know(name, std::move(note));
      return written;
    }
    void know(const std::string& name, T note) {
      const std::lock_guard lock(mutex);
      last.insert_or_assign(name, std::move(note));
    }
    std::optional<T> known(const std::string& name) {
      const std::lock_guard lock(mutex);
      const auto it = last.find(name);
      return it == last.end() ? std::nullopt : std::optional<T>(it->second);
    }

    Files<T> files;  // the disk's thread only
    std::mutex mutex;
    std::map<std::string, T> last;  // read or written
  };

  std::shared_ptr<Shared> shared_;
};

}  // namespace rmcp::state
