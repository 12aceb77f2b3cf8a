// SPDX-License-Identifier: MIT
// rmcp-machine as a program, without rmcpd.
#include "process.hpp"
#include "test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

namespace rmcp::testbed {
namespace {

using testing::HasSubstr;

struct Outcome {
  int code = -1;
  std::string output;
};

class Machine : public testing::Test {
 protected:
  // Its temporary files lie in a folder that has to be empty afterwards.
  Machine() : environment_(current_environment()) {
    std::filesystem::create_directory(temporary());
    environment_["TMPDIR"] = temporary();
  }
  void TearDown() override { EXPECT_TRUE(std::filesystem::is_empty(temporary())); }

  std::string temporary() const { return folder_.path() + "/tmp"; }

  Command command(const std::string& machine, std::vector<std::string> inside) const {
    std::vector<std::string> words = {RMCP_MACHINE, "--no-daemon", "--machine",
                                      machines_directory() + "/" + machine + ".toml", "--"};
    words.insert(words.end(), inside.begin(), inside.end());
    return {words, environment_, folder_.path() + "/output"};
  }
  Outcome run(const std::string& machine, std::vector<std::string> inside) const {
    std::filesystem::remove(folder_.path() + "/output");
    const Child child(command(machine, std::move(inside)));
    run_until([&child] { return !child.running(); }, 60000);
    return {child.running() ? -1 : exit_code(*child.status()), folder_.read("output")};
  }
  Outcome run_script(const std::string& machine, const std::string& script) const {
    return run(machine, {"/bin/sh", "-ec", script});
  }

  TemporaryFolder folder_;
  Environment environment_;
};

TEST_F(Machine, PassesOnTheExitStatus) {
  EXPECT_EQ(run("rx6600", {"true"}).code, 0);
  EXPECT_EQ(run("rx6600", {"/bin/sh", "-c", "exit 5"}).code, 5);
}

TEST_F(Machine, SaysWhichCommandItCannotStart) {
  const Outcome outcome = run("rx6600", {"/no/such/program"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("/no/such/program"));
}

TEST_F(Machine, EndsWithAllItStartedOnSigterm) {
  const Child child(command("rx6600", {"/bin/sh", "-c", "sleep 60 & echo $!; wait"}));
  ASSERT_TRUE(run_until([this] { return folder_.read("output").ends_with("\n"); }, 20000));
  const pid_t grandchild = static_cast<pid_t>(std::stoi(folder_.read("output")));
  child.signal(SIGTERM);
  ASSERT_TRUE(run_until([&child] { return !child.running(); }, 20000));
  EXPECT_EQ(exit_code(*child.status()), 128 + SIGTERM);
  EXPECT_NE(::kill(grandchild, 0), 0);
}

TEST_F(Machine, ShowsNothingOfTheRealOne) {
  const Outcome outcome = run("two-rx6600", {"ls", "/sys/bus/pci/devices", "/dev/dri"});
  EXPECT_EQ(
      outcome.output,
      "/dev/dri:\ncard0\ncard1\nrenderD128\nrenderD129\n\n/sys/bus/pci/devices:\n0000:00:01.1\n"
      "0000:00:01.2\n0000:01:00.0\n0000:02:00.0\n0000:03:00.0\n0000:04:00.0\n0000:05:00.0\n"
      "0000:06:00.0\n");
}

TEST_F(Machine, LetsTheDaemonsEyesSeeEveryFact) {
  const Outcome outcome =
      run("laptop-phoenix-rx7700s", {RMCP_INSIDE, "--gtest_filter=Inside.Sees*"});
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST_F(Machine, AnnouncesAPluggedCardAsTheKernelDoes) {
  environment_["RMCP_PLUG"] = machines_directory() + "/egpu-rx7900xtx.toml";
  const Outcome outcome = run("rx6600", {RMCP_INSIDE, "--gtest_filter=Inside.Hears*"});
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST_F(Machine, RefusesASecondCardInOneSlot) {
  const Outcome outcome =
      run("rx6600-egpu-rx7900xtx",
          {"rmcp-machine", "plug", machines_directory() + "/egpu-rx7900xtx.toml"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("0000:3f:00.0: there is a card already"));
}

TEST_F(Machine, TakesAllOfACardAwayWithIt) {
  const Outcome outcome = run_script("rx6600-egpu-rx7900xtx",
                                     "rmcp-machine unplug 0000:3f:00.0\n"
                                     "ls /sys/bus/pci/devices /sys/class/drm /sys/class/hwmon "
                                     "/sys/class/kfd/kfd/topology/nodes /dev/dri | tr '\\n' ' '");
  EXPECT_EQ(
      outcome.output,
      "/dev/dri: card0 renderD128  /sys/bus/pci/devices: 0000:00:01.0 0000:00:07.0 0000:01:00.0 "
      "0000:02:00.0 0000:03:00.0  /sys/class/drm: card0 renderD128  /sys/class/hwmon: hwmon1  "
      "/sys/class/kfd/kfd/topology/nodes: 0 1 ");
}

TEST_F(Machine, AnswersOnNodesWhoseCardsComeAndGo) {
  const Outcome outcome =
      run("rx6600", {RMCP_INSIDE, "--gtest_filter=Inside.AsksANode*:Inside.KeepsANode*"});
  EXPECT_EQ(outcome.code, 0) << outcome.output;
}

TEST_F(Machine, NumbersKfdNodesAnewWhenOneGoes) {
  const std::string show =
      "for n in $(ls $N); do echo $n: $(grep -h location_id $N/$n/properties); done\n";
  const Outcome outcome =
      run_script("rx6600-egpu-rx7900xtx", "N=/sys/class/kfd/kfd/topology/nodes\n" + show +
                                              "rmcp-machine unbind 0000:03:00.0\n" + show +
                                              "rmcp-machine bind 0000:03:00.0 amdgpu\n" + show);
  EXPECT_EQ(outcome.output,
            "0: location_id 0\n1: location_id 768\n2: location_id 16128\n"
            "0: location_id 0\n1: location_id 16128\n"
            "0: location_id 0\n1: location_id 16128\n2: location_id 768\n");
}

TEST_F(Machine, GivesEachBindingAnotherInode) {
  const Outcome outcome =
      run_script("rx6600",
                 "D=/sys/bus/pci/devices/0000:03:00.0/driver\n"
                 "for i in 1 2 3 4 5; do stat -c %i $D; rmcp-machine unbind 0000:03:00.0; "
                 "rmcp-machine bind 0000:03:00.0 amdgpu; done | sort -u | wc -l");
  EXPECT_EQ(outcome.output, "5\n");
}

TEST_F(Machine, HandsACardToAnotherDriverAndBack) {
  const Outcome outcome =
      run_script("rx6600",
                 "G=0000:03:00.0 D=/sys/bus/pci/devices/0000:03:00.0\n"
                 "rmcp-machine unbind $G; test ! -e $D/driver\n"
                 "rmcp-machine bind $G vfio-pci; basename $(readlink $D/driver)\n"
                 "test ! -e $D/pp_dpm_sclk\n"
                 "rmcp-machine unbind $G; rmcp-machine bind $G amdgpu\n"
                 "cat $D/power_dpm_force_performance_level");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.output, "vfio-pci\nauto\n");
}

TEST_F(Machine, ChangesAttributesAsAsked) {
  const Outcome outcome =
      run_script("rx6600",
                 "rmcp-machine write 0000:03:00.0 hwmon/power1_cap 99000000\n"
                 "cat /sys/bus/pci/devices/0000:03:00.0/hwmon/*/power1_cap\n"
                 "rmcp-machine write 0000:03:00.0 power/runtime_status suspended\n"
                 "rmcp-machine read 0000:03:00.0 power/runtime_status");
  EXPECT_EQ(outcome.output, "99000000\nsuspended\n");
}

// The words that give a shell access to a driver's answers: `try FILE TEXT`.
constexpr const char* kTry =
    "D=/sys/bus/pci/devices/0000:03:00.0 G=0000:03:00.0\n"
    "try() { /bin/echo $2 2>/dev/null > $D/$1 && echo taken || echo refused; }\n";

class Emulation : public Machine {
 protected:
  void SetUp() override {
    const Outcome outcome =
        run("rx6600", {"rmcp-machine", "emulate", "0000:03:00.0", "vbios_version", "driver"});
    if (outcome.code == 77) GTEST_SKIP() << outcome.output;
  }
};

TEST_F(Emulation, AnswersAsTheDriverWould) {
  const Outcome outcome = run_script(
      "rx6600",
      std::string(kTry) +
          "try power_dpm_force_performance_level low; cat $D/power_dpm_force_performance_level\n"
          "try power_dpm_force_performance_level fast\n"
          "try pp_power_profile_mode 5; grep -c 'COMPUTE[*]' $D/pp_power_profile_mode\n");
  EXPECT_EQ(outcome.output, "taken\nlow\nrefused\ntaken\n1\n");
}

TEST_F(Emulation, RefusesAnswersOtherwiseAndFailsToBeRead) {
  const Outcome outcome = run_script(
      "rx6600", std::string(kTry) +
                    "rmcp-machine emulate $G hwmon/power1_cap refuse=EBUSY; try "
                    "hwmon/hwmon1/power1_cap 99000000\n"
                    "rmcp-machine emulate $G hwmon/power1_cap answer=97000000\n"
                    "try hwmon/hwmon1/power1_cap 99000000; cat $D/hwmon/hwmon1/power1_cap\n"
                    "rmcp-machine emulate $G power/control read=EIO\n"
                    "cat $D/power/control 2>&1 | sed 's/.*: //'\n"
                    "rmcp-machine emulate $G power/control gone\n"
                    "cat $D/power/control 2>&1 | sed 's/.*: //'");
  EXPECT_EQ(outcome.output,
            "refused\ntaken\n97000000\nInput/output error\nNo such file or directory\n");
}

TEST_F(Emulation, HoldsAWriterAndNobodyElseUntilReleased) {
  const Outcome outcome = run_script(
      "rx6600", std::string(kTry) +
                    "rmcp-machine emulate $G pp_dpm_mclk hang\n"
                    "try pp_dpm_mclk 1 & sleep 0.3; cat $D/power_dpm_force_performance_level\n"
                    "rmcp-machine emulate $G pp_dpm_mclk driver; wait");
  EXPECT_EQ(outcome.output, "auto\nrefused\n");
}

TEST_F(Emulation, EndsThoughAWriterHangs) {
  const Outcome outcome = run_script("rx6600", std::string(kTry) +
                                                   "rmcp-machine emulate $G pp_dpm_mclk hang\n"
                                                   "try pp_dpm_mclk 1 & sleep 0.2; echo over");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.output, HasSubstr("over\n"));
}

TEST_F(Emulation, FailsAsADriverDoesWhileItResetsTheCard) {
  const Outcome outcome = run_script(
      "rx6900xt", std::string(kTry) +
                      "G=0000:0c:00.0 D=/sys/bus/pci/devices/0000:0c:00.0\n"
                      "said() { cat $D/$1 2>&1 | sed 's/.*: //'; }\n"
                      "rmcp-machine reset $G begin; said unique_id; said hwmon/hwmon1/power1_cap\n"
                      "try power_dpm_force_performance_level low; said vendor; said power/control\n"
                      "said hwmon/hwmon1/name; rmcp-machine reset $G begin EBUSY; said unique_id\n"
                      "rmcp-machine reset $G end; said unique_id\n"
                      "said power_dpm_force_performance_level\n"
                      "rmcp-machine reset $G begin; rmcp-machine unbind $G\n"
                      "rmcp-machine bind $G amdgpu; said unique_id");
  EXPECT_EQ(outcome.output,
            "Operation not permitted\nOperation not permitted\nrefused\n0x1002\nauto\namdgpu\n"
            "Device or resource busy\n946d7e1ef9b172dd\nauto\n946d7e1ef9b172dd\n");
}

TEST_F(Emulation, StartsAnewWithABoot) {
  const Outcome outcome = run_script(
      "rx6600", std::string(kTry) +
                    "boot_id() { cat /proc/sys/kernel/random/boot_id; }\nbefore=$(boot_id)\n"
                    "try power_dpm_force_performance_level low; try power/control on\n"
                    "touch $RUNTIME_DIRECTORY/x $STATE_DIRECTORY/x; rmcp-machine unbind $G\n"
                    "rmcp-machine boot; test $(boot_id) != $before\n"
                    "cat $D/power_dpm_force_performance_level $D/power/control\n"
                    "basename $(readlink $D/driver)\n"
                    "test ! -e $RUNTIME_DIRECTORY/x; test -e $STATE_DIRECTORY/x");
  EXPECT_EQ(outcome.output, "taken\ntaken\nauto\nauto\namdgpu\n");
  EXPECT_EQ(outcome.code, 0);
}

TEST_F(Emulation, WakesASuspendedCardWhenItsDriverIsAsked) {
  const Outcome outcome = run_script("suspended-dgpu",
                                     "D=/sys/bus/pci/devices/0000:03:00.0\n"
                                     "cat $D/vendor $D/power/control $D/power/runtime_status\n"
                                     "cat $D/pp_dpm_sclk >/dev/null; cat $D/power/runtime_status");
  EXPECT_EQ(outcome.output, "0x1002\nauto\nsuspended\nactive\n");
}

}  // namespace
}  // namespace rmcp::testbed
