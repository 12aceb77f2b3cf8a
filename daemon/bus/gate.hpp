// SPDX-License-Identifier: MIT
// What every method call passes before it does anything: the authority table, then polkit.
#pragma once
#include "bus/authority.hpp"
#include "bus/convert.hpp"
#include "bus/names.hpp"

#include <functional>
#include <memory>
#include <string>

namespace rmcp::bus {

class Gate {
 public:
  explicit Gate(Authority& authority) : authority_(authority) {}

  /// For methods that answer at once: throws unless everybody may call them.
  void require_free(const char* interface, const char* member) const;

  /// For methods that answer later: calls `then` when the caller may, else answers the error.
  template <class... Results>
  void pass(const char* interface, const char* member, const std::string& sender, bool interactive,
            std::shared_ptr<sdbus::Result<Results...>> result, std::function<void()> then) const {
    decide(interface, member, sender, interactive,
           [result = std::move(result), then = std::move(then)](Verdict verdict) {
             if (!verdict.allowed)
               return result->returnError(make_error(kNotAuthorized, verdict.reason));
             try {
               then();
             } catch (const sdbus::Error& error) {
               result->returnError(error);
             }
           });
  }

 private:
  void decide(const char* interface, const char* member, const std::string& sender,
              bool interactive, std::function<void(Verdict)> then) const;

  Authority& authority_;
};

}  // namespace rmcp::bus
