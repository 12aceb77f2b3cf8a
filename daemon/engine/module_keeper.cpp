// SPDX-License-Identifier: MIT
// Single flight: what changes during a round is for the next one.
#include "engine/module_keeper.hpp"

#include "device/probe.hpp"
#include "engine/worker.hpp"
#include "sys/file.hpp"

namespace rmcp::engine {

ModuleKeeper::ModuleKeeper(sys::Loop& loop, Options options, Done done)
    : options_(std::move(options)),
      done_(std::move(done)),
      mailbox_(loop),
      boot_id_(sys::read_attribute(options_.paths.proc + "/sys/kernel/random/boot_id")
                   .value_or("unknown")),
      probation_(loop, {options_.paths.state, boot_id_, options_.probation},
                 [this] { probation_over(); }),
      notes_(std::make_shared<state::Notes>(options_.paths)) {}

ModuleKeeper::~ModuleKeeper() { probation_.end(); }

void ModuleKeeper::look(std::vector<KnownCard> cards) {
  cards_ = std::move(cards);
  again_ = true;
  if (!running_) start();
}

void ModuleKeeper::start() {
  running_ = true;
  again_ = false;
  ModuleJob job{.paths = options_.paths,
                .boot_id = boot_id_,
                .cards = cards_,
                .policy = policy_,
                .machine = device::read_machine(options_.paths),
                .notes = notes_,
                .write = options_.write,
                .survived = survived_,
                .unnoted = unnoted_};
  // The mailbox drops what comes after the keeper's end.
  run_detached([this, job = std::move(job), sender = mailbox_.sender()] {
    ModuleResult result;
    std::string error;
    try {
      result = run(job);
    } catch (const std::exception& e) {
      error = e.what();
    }
    sender.post([this, result = std::move(result), error = std::move(error)]() mutable {
      finished(std::move(result), error);
    });
  });
}

void ModuleKeeper::finished(ModuleResult result, const std::string& error) {
  running_ = false;
  if (error.empty()) {
    unnoted_ = std::move(result.unnoted);
  } else {
    result.state.problem = error;
  }
  if (result.on_probation) probation_.ensure(kModuleSubject);
  state_ = std::make_shared<const ModuleState>(std::move(result.state));
  done_(state_, std::move(result.changes));
  if (again_ && !running_) start();
}

void ModuleKeeper::probation_over() {
  survived_ = true;
  again_ = true;  // to note that it went well
  if (!running_) start();
}

}  // namespace rmcp::engine
