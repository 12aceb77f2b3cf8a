// SPDX-License-Identifier: MIT
// The text read from a knob's file, before it is parsed.
#pragma once
#include <map>
#include <string>

namespace rmcp {

struct Reading {
  enum class Status {
    ok,
    absent,     // the file does not exist: this card or kernel does not have it
    failed,     // it exists, reading it failed with `error`
    suspended,  // reading would wake the device, so it was not read
  };
  Status status = Status::absent;
  int error = 0;        // errno, with `failed`
  std::string message;  // the same in words
  std::string raw;      // without trailing newlines and NULs
  /// Files beside it that give the limits: power1_cap_default and the like.
  std::map<std::string, std::string, std::less<>> companions;
};

}  // namespace rmcp
