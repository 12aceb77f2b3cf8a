// SPDX-License-Identifier: MIT
// What was read from the place that a knob stands for, before it is understood.
#pragma once
#include <map>
#include <string>

namespace rmcp {

struct Reading {
  enum class Status {
    ok,
    absent,     // the file is not there: this card or kernel does not have it
    failed,     // it is there, reading it failed with `error`
    suspended,  // reading would wake the device, so nobody looked
  };
  Status status = Status::absent;
  int error = 0;        // errno, with `failed`
  std::string message;  // the same in words
  std::string raw;      // without trailing newlines and NULs
  /// Files beside it that say what may be written: power1_cap_default and the like.
  std::map<std::string, std::string, std::less<>> companions;
};

}  // namespace rmcp
