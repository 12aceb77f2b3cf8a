// SPDX-License-Identifier: MIT
// Single flight: changes during a round belong to the next one.
#include "daemon/engine/module_keeper.hpp"

#include "daemon/device/probe.hpp"
#include "lib/sys/loop_files.hpp"

namespace rmcp::engine {

ModuleKeeper::ModuleKeeper(sys::Loop& loop, Options options, Done done)
    : options_(std::move(options)),
      done_(std::move(done)),
      rounds_(loop, options_.patience,
              {.done = [this](ModuleResult result) { accept(std::move(result)); },
               .failed = [this](const std::string& why) { fail(why); },
               .late = [this] { fail("unreachable: " + sys::no_answer(options_.patience)); }}),
      boot_id_(sys::LoopFiles(options_.paths).boot_id()),
      probation_(loop, {options_.paths.state, boot_id_, options_.probation},
                 [this] { probation_over(); }),
      notes_(std::make_shared<state::Notes>(options_.paths)) {}

ModuleKeeper::~ModuleKeeper() { probation_.end(); }

void ModuleKeeper::refresh(std::vector<KnownCard> cards) {
  cards_ = std::move(cards);
  start();
}

/// The input of a round depends on the result of the one before.
void ModuleKeeper::start() {
  again_ = rounds_.running();
  if (again_) return;
  ModuleJob job{.paths = options_.paths,
                .boot_id = boot_id_,
                .cards = cards_,
                .policy = policy_,
                .machine = device::read_machine(options_.paths),
                .notes = notes_,
                .write = options_.write,
                .survived = survived_,
                .unnoted = unnoted_,
                .window = options_.window};
  rounds_.ask([job = std::move(job)] { return run(job); });
}

void ModuleKeeper::accept(ModuleResult result) {
  unnoted_ = std::move(result.unnoted);
  if (result.on_probation) probation_.ensure(kModuleSubject);
  tell(std::move(result.state), std::move(result.changes));
  if (again_) start();
}

/// The known state of the parameters stays, with the reason why it is not renewed.
void ModuleKeeper::fail(const std::string& why) {
  auto state = state_ ? *state_ : ModuleState();
  state.problem = "parameters of the module: " + why;
  tell(std::move(state), {});
  if (again_ && !rounds_.running()) start();
}

void ModuleKeeper::tell(ModuleState state, std::vector<std::string> changes) {
  state_ = std::make_shared<const ModuleState>(std::move(state));
  done_(state_, std::move(changes));
}

void ModuleKeeper::probation_over() {
  survived_ = true;
  start();  // to record that it went well
}

}  // namespace rmcp::engine
