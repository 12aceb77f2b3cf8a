// SPDX-License-Identifier: MIT
// Notes in the state folder, read and written by the disk's thread. While that does not answer, the
// ones that were read or written last stand in.
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

template <class T>
class Remembered {
 public:
  /// What `load` gives of this file. Nothing: the disk does not answer, and never has.
  std::optional<T> read(const std::string& path, std::function<T(const std::string&)> load) const {
    const auto error = Disk::instance().run([path, load = std::move(load), known = known_] {
      known->set(path, load(path));
      return 0;
    });
    return error == 0 || error == ETIMEDOUT ? known_->get(path) : std::nullopt;
  }

  /// Puts this into the file.
  sys::Errno replace(const std::string& path, T value,
                     std::function<sys::Errno(const std::string&, const T&)> save) const {
    return Disk::instance().run(
        [path, value = std::move(value), save = std::move(save), known = known_] {
          const auto error = save(path, value);
          if (error == 0) known->set(path, value);
          return error;
        });
  }

  /// Changes what is in the file. All changes are made by one thread, so none gets lost: not those
  /// of other objects on the same file, either.
  sys::Errno change(const std::string& path, std::function<T(const std::string&)> load,
                    std::function<void(T&)> make_change,
                    std::function<sys::Errno(const std::string&, const T&)> save) const {
    return Disk::instance().run([path, load = std::move(load), make_change = std::move(make_change),
                                 save = std::move(save), known = known_] {
      auto value = load(path);
      make_change(value);
      const auto error = save(path, value);
      if (error == 0) known->set(path, std::move(value));
      return error;
    });
  }

 private:
  struct Known {
    std::mutex mutex;
    std::map<std::string, T> values;

    void set(const std::string& path, T value) {
      const std::lock_guard lock(mutex);
      values.insert_or_assign(path, std::move(value));
    }
    std::optional<T> get(const std::string& path) {
      const std::lock_guard lock(mutex);
      const auto it = values.find(path);
      return it == values.end() ? std::nullopt : std::optional(it->second);
    }
  };

  std::shared_ptr<Known> known_ = std::make_shared<Known>();
};

}  // namespace rmcp::state
