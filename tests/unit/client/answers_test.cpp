// SPDX-License-Identifier: MIT
// An answer that is not of the interface's form is a sentence, not a document.
#include "client/source/answers.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

constexpr const char* kDeviceAt = "/io/github/rmcpd1/device/0000_03_00_0";

Reply reply(const char* arguments) { return Json::parse(arguments); }

template <class T>
std::string complaint(const Expected<T>& answer) {
  return answer ? "" : answer.error().text;
}

std::string odd(const std::string& member) {
  return member + ": unexpected answer: rmcpd and rmcpctl may be of different versions";
}

TEST(Answers, HaveOneArgument) {
  EXPECT_EQ(only(reply(R"(["x"])"), "Reload")->dump(), R"("x")");
  for (const auto* arguments : {"[]", "[1,2]"})
    EXPECT_EQ(complaint(only(reply(arguments), "Reload")), odd("Reload"));
}

TEST(Answers, KeepTheFailureOfACall) {
  const Reply failed = tl::unexpected(Failure(Failure::Code::no_such_device, "x: no such device"));
  EXPECT_EQ(complaint(only(failed, "FindDevice")), "x: no such device");
  EXPECT_EQ(complaint(device_path_in(failed)), "x: no such device");
  EXPECT_EQ(device_path_in(failed).error().code, Failure::Code::no_such_device);
}

TEST(Answers, RecordsHaveTheirFirstField) {
  const auto keys = keys_of<Step>();
  EXPECT_EQ(records_in(reply(R"([[{"knob":"k","action":"set"}]])"), "Plan", keys)->dump(),
            R"([{"action":"set","knob":"k"}])");
  EXPECT_EQ(records_in(reply("[[]]"), "Plan", keys)->dump(), "[]");
  for (const auto* arguments :
       {"[42]", R"(["x"])", "[{}]", "[[42]]", "[[[]]]", "[[{}]]", R"([[{"action":[]}]])",
        R"([[{"action":"set"},{"knob":"k"}]])", R"([{"action":"set"}])"})
    EXPECT_EQ(complaint(records_in(reply(arguments), "Plan", keys)), odd("Plan")) << arguments;
}

TEST(Answers, RecordsInsideRecordsHaveTheirsToo) {
  const auto keys = keys_of<LibrarySet>();
  EXPECT_TRUE(records_in(reply(R"([[{"name":"x","libraries":[]}]])"), "ListLibraries", keys));
  for (const auto* arguments :
       {R"([[{"name":"x","libraries":42}]])", R"([[{"name":"x","libraries":[{"a":1}]}]])"})
    EXPECT_EQ(complaint(records_in(reply(arguments), "ListLibraries", keys)), odd("ListLibraries"))
        << arguments;
}

TEST(Answers, RowsAreOfDevices) {
  const auto rows = rows_in(reply(R"([[["0000:03:00.0","N"]]])"));
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->at(0)["name"], "N");
  for (const auto* arguments : {"[42]", R"(["x"])", "[{}]", "[[42]]", "[[[]]]", R"([[["x","N"]]])",
                                R"([[[42,"N"]]])", R"([[{"address":"0000:03:00.0"}]])"})
    EXPECT_EQ(complaint(rows_in(reply(arguments))), odd("List")) << arguments;
}

TEST(Answers, PathsAreOfDevices) {
  EXPECT_EQ(device_path_in(reply((R"([")" + std::string(kDeviceAt) + R"("])").c_str())).value(),
            kDeviceAt);
  for (const auto* arguments : {"[42]", R"(["/"])", R"([""])", R"(["/evil"])", "[[]]"})
    EXPECT_EQ(complaint(device_path_in(reply(arguments))), odd("FindDevice")) << arguments;
}

TEST(Answers, ManagedDevicesAreAtTheirPaths) {
  const auto device = [](const std::string& path, const std::string& properties) {
    return devices_in(
        Json::array({Json{{path, Json{{kDeviceInterface, Json::parse(properties)}}}}}), {}, true);
  };
  EXPECT_EQ(device(kDeviceAt, R"({"Address":"0000:03:00.0","Name":"N"})")->dump(),
            R"([{"address":"0000:03:00.0","name":"N"}])");
  EXPECT_EQ(devices_in(reply(R"([{"/x":{"io.example":{}}}])"), {}, true)->dump(), "[]");
  for (const auto* properties :
       {"42", "[]", "{}", R"({"Address":42})", R"({"Address":"0000:04:00.0"})",
        R"({"Address":"0000:03:00.0","Settings":[{"a":1}]})"})
    EXPECT_EQ(complaint(device(kDeviceAt, properties)), odd("GetManagedObjects")) << properties;
  EXPECT_EQ(complaint(device("/evil", R"({"Address":"0000:03:00.0"})")), odd("GetManagedObjects"));
  for (const auto* arguments : {"[42]", "[[]]", R"([{"/x":42}])"})
    EXPECT_EQ(complaint(devices_in(reply(arguments), {}, true)), odd("GetManagedObjects"));
}

TEST(Answers, AManagerHasAVersionAModeAndAStateOfPolicy) {
  const auto manager = [](const char* more) {
    Json properties{{"Version", "1"}, {"Mode", "enforce"}, {"PolicyState", "valid"}};
    properties.update(Json::parse(more));
    return manager_in(Json::array({properties}));
  };
  EXPECT_EQ(manager(R"({"RuleAdvice":[["warning","/f",3,2,"m"]]})")->at("RuleAdvice").dump(),
            R"([{"severity":"warning","file":"/f","line":3,"column":2,"message":"m"}])");
  EXPECT_TRUE(manager("{}"));
  for (const auto* more :
       {R"({"Mode":""})", R"({"Version":42})", R"({"PolicyState":[]})", R"({"RuleAdvice":42})",
        R"({"RuleAdvice":["x"]})", R"({"PolicyDiagnostics":[[]]})",
        R"({"LibraryDiagnostics":{"a":["error"]}})", R"({"Programs":[42]})"})
    EXPECT_EQ(complaint(manager(more)), odd("GetAll")) << more;
}

TEST(Answers, ReportsAreOfDevices) {
  const auto rows = Json::parse(R"([{"address":"0000:03:00.0","name":"N","alias":"a"}])");
  const auto reports = [&](const char* outcomes) {
    return reports_of(Json::parse(outcomes), rows, "Apply");
  };
  EXPECT_EQ(reports(R"({"0000:03:00.0":[{"action":"set","result":"applied"}]})")->dump(),
            R"({"devices":[{"address":"0000:03:00.0","alias":"a","name":"N",)"
            R"("outcomes":[{"action":"set","result":"applied"}]}],"changed":true})");
  for (const auto* outcomes : {"42", "[]", R"({"x":[]})", R"({"0000:03:00.0":42})",
                               R"({"0000:03:00.0":{"action":"set"}})", R"({"0000:03:00.0":[{}]})"})
    EXPECT_EQ(complaint(reports(outcomes)), odd("Apply")) << outcomes;
}

}  // namespace
}  // namespace rmcp::client
