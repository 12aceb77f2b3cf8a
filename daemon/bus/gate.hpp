// SPDX-License-Identifier: MIT
// The checks of every method call before it does anything: its caller, the caller's calls in
// flight, the authority table, then polkit.
#pragma once
#include "daemon/bus/adaptor.hpp"
#include "daemon/bus/authority.hpp"
#include "daemon/bus/convert.hpp"
#include "daemon/bus/names.hpp"
#include "daemon/bus/quota.hpp"
#include "daemon/bus/senders.hpp"

#include <functional>
#include <memory>
#include <string>

namespace rmcp::bus {

class Gate {
 public:
  Gate(const sys::Loop& loop, Senders& senders, Authority& authority);

  /// For methods that reply at once: throws unless everybody may call them.
  void require_free(const char* interface, const char* member) const;

  /// For methods that reply later: calls `then` if the caller is authorised, else replies with the
  /// error. Of the options `interactive` and `force` count. The call counts as in flight until the
  /// result passed to `then` is released.
  template <class... Results, class Then>
  void pass(const char* interface, const char* member, const std::string& sender,
            const Options& options, sdbus::Result<Results...>&& result, Then then) const {
    struct Call {
      sdbus::Result<Results...> result;
      Ticket ticket = nullptr;
    };
    const auto call = std::make_shared<Call>(Call{std::move(result)});
    admit(interface, member, sender, options,
          [&loop = loop_, call, then = std::move(then)](const Verdict& verdict,
                                                        const Ticket& ticket) {
            if (!verdict.allowed)
              return call->result.returnError(make_error({verdict.code, verdict.reason}));
            call->ticket = ticket;
            try {
              then(std::shared_ptr<sdbus::Result<Results...>>(call, &call->result));
            } catch (const sdbus::Error& error) {
              call->result.returnError(error);
            } catch (const std::exception& error) {
              report(loop);
              call->result.returnError(make_error({Code::failed, error.what()}));
            }
          });
  }

 private:
  using Ticket = std::shared_ptr<Quota::Ticket>;
  using Admitted = std::function<void(Verdict, Ticket)>;
  void admit(const char* interface, const char* member, const std::string& sender,
             const Options& options, const Admitted& then) const;
  void decide(std::string_view action, const Caller& caller, bool interactive, Admitted then) const;

  const sys::Loop& loop_;
  Senders& senders_;
  Authority& authority_;
  std::shared_ptr<Quota> calls_;
};

}  // namespace rmcp::bus
