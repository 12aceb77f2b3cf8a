# Checks that the unit is loadable and sandboxed, and that the XML is acceptable to its readers.
find_program(RMCP_SYSTEMD_ANALYZE systemd-analyze)
find_program(RMCP_XMLLINT xmllint)
find_file(RMCP_POLKIT_DTD policyconfig-1.dtd PATHS /usr/share/polkit-1 NO_DEFAULT_PATH)

if(RMCP_SYSTEMD_ANALYZE)
  # The same unit with the programs of the build tree, because verify checks that they exist.
  set(RMCP_DAEMON $<TARGET_FILE:rmcpd>)
  set(RMCP_CLIENT $<TARGET_FILE:rmcpctl>)
  configure_file(rmcpd.service.in check/rmcpd.service.gen @ONLY)
  file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/check/rmcpd.service
       INPUT ${CMAKE_CURRENT_BINARY_DIR}/check/rmcpd.service.gen)

  add_test(NAME units.service_is_loadable
           COMMAND ${RMCP_SYSTEMD_ANALYZE} verify --man=no check/rmcpd.service)
  # Warnings leave the exit status at 0: treat any word as a failure.
  set_tests_properties(units.service_is_loadable PROPERTIES FAIL_REGULAR_EXPRESSION "[A-Za-z]")
  add_test(NAME units.waiting_is_loadable
           COMMAND ${RMCP_SYSTEMD_ANALYZE} verify --man=no ${CMAKE_CURRENT_SOURCE_DIR}/rmcp-wait@x.service.path
                   ${CMAKE_CURRENT_SOURCE_DIR}/rmcp-wait@x.service.service)
  set_tests_properties(units.waiting_is_loadable PROPERTIES FAIL_REGULAR_EXPRESSION "[A-Za-z]")
  add_test(NAME units.generated_are_loadable
           COMMAND ${PROJECT_SOURCE_DIR}/tests/generator/verify.sh $<TARGET_FILE:rmcp-generator> check/rmcpd.service
                   ${CMAKE_CURRENT_SOURCE_DIR})
  # In tenths: 16 is an exposure of 1.6.
  add_test(NAME units.service_is_sandboxed
           COMMAND ${RMCP_SYSTEMD_ANALYZE} security --no-pager --offline=yes --threshold=16 check/rmcpd.service)
  set_tests_properties(units.service_is_loadable units.waiting_is_loadable units.generated_are_loadable
    units.service_is_sandboxed PROPERTIES
    LABELS units WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
endif()

if(RMCP_XMLLINT)
  file(GLOB interfaces CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/daemon/dbus/*.xml)
  add_test(NAME units.xml_is_well_formed
           COMMAND ${RMCP_XMLLINT} --noout --nonet io.github.rmcpd.conf io.github.rmcpd.policy ${interfaces})
  set_tests_properties(units.xml_is_well_formed PROPERTIES
    LABELS units WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
endif()
if(RMCP_XMLLINT AND RMCP_POLKIT_DTD)
  add_test(NAME units.polkit_actions_are_valid
           COMMAND ${RMCP_XMLLINT} --noout --nonet --dtdvalid ${RMCP_POLKIT_DTD} io.github.rmcpd.policy)
  set_tests_properties(units.polkit_actions_are_valid PROPERTIES
    LABELS units WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
endif()

add_test(NAME units.initramfs_stamp
         COMMAND ${PROJECT_SOURCE_DIR}/tests/initramfs/stamp.sh ${CMAKE_CURRENT_SOURCE_DIR}/initramfs/initramfs-stamp.in)
add_test(NAME units.initramfs_rebuild
         COMMAND ${PROJECT_SOURCE_DIR}/tests/initramfs/rebuild.sh
                 ${CMAKE_CURRENT_SOURCE_DIR}/initramfs/rebuild-initramfs.in ${CMAKE_CURRENT_SOURCE_DIR}/rmcp-initramfs.service.in)
add_test(NAME units.generator_is_heard
         COMMAND ${PROJECT_SOURCE_DIR}/tests/generator/kernel_log.sh $<TARGET_FILE:rmcp-generator>)
set_tests_properties(units.generator_is_heard PROPERTIES SKIP_RETURN_CODE 77)
set_tests_properties(units.generator_is_heard units.initramfs_stamp units.initramfs_rebuild PROPERTIES LABELS units)
