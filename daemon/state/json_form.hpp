// SPDX-License-Identifier: MIT
// Records as JSON.
#pragma once
#include "daemon/state/json_file.hpp"
#include "daemon/state/store.hpp"

#include <utility>

namespace rmcp::state {

/// `read` uses the valid part of a damaged file; a missing file is an empty object. `write` gives
/// null for a T that needs no file.
template <class T>
Form<T> json_form(std::function<T(JsonFile&)> read, std::function<nlohmann::json(const T&)> write,
                  Durable durable, std::size_t largest = JsonFile::kLargest) {
  return {.load =
              [read = std::move(read), largest](const std::string& path) {
                JsonFile file(path, largest);
                return read(file);
              },
          .save =
              [write = std::move(write), durable](const std::string& path, const T& note) {
                const auto document = write(note);
                return document.is_null() ? remove_json(path) : write_json(path, document, durable);
              },
          .ending = ".json"};
}

}  // namespace rmcp::state
