# What is known of the checks comes from their pages: docs/checks/pv*-*.md.
file(GLOB check_pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/checks/pvops-*.md
     ${CMAKE_SOURCE_DIR}/docs/checks/pvlint-*.md)
set(generated ${CMAKE_BINARY_DIR}/generated)
add_custom_command(
  OUTPUT ${generated}/CheckRows.inc ${generated}/CheckPages.inc
  COMMAND ${CMAKE_COMMAND} -DDIR=${CMAKE_SOURCE_DIR}/docs/checks -DOUT=${generated}
          -P ${CMAKE_SOURCE_DIR}/cmake/EmbedChecks.cmake
  DEPENDS ${check_pages} ${CMAKE_SOURCE_DIR}/cmake/EmbedChecks.cmake
  COMMENT "Embedding the checks' pages"
  VERBATIM)
add_custom_target(pvlint-check-pages DEPENDS ${generated}/CheckRows.inc)
