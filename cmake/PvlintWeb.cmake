# The HTML report: web/ is built with npm into one page, which becomes a part of the report room. Without npm there is none.

find_program(PVLINT_NPM npm)
if(NOT PVLINT_NPM)
  message(STATUS "npm: not installed, no HTML report")
  return()
endif()
set(PVLINT_WITH_HTML ON)

file(GLOB_RECURSE web_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/src/*)
list(APPEND web_files ${CMAKE_SOURCE_DIR}/web/index.html ${CMAKE_SOURCE_DIR}/web/tsconfig.json
     ${CMAKE_SOURCE_DIR}/web/build.js)
set(web_packages ${CMAKE_SOURCE_DIR}/web/package.json ${CMAKE_SOURCE_DIR}/web/package-lock.json
    ${CMAKE_SOURCE_DIR}/web/.npmrc)
# Built beside the sources' copy: a build writes nothing into the tree.
set(web ${CMAKE_BINARY_DIR}/web)
add_custom_command(
  OUTPUT ${web}/node_modules/.package-lock.json
  COMMAND ${CMAKE_COMMAND} -E make_directory ${web}
  COMMAND ${CMAKE_COMMAND} -E copy ${web_packages} ${web}
  COMMAND ${PVLINT_NPM} ci --prefix ${web} --ignore-scripts --no-audit --no-fund --loglevel=error
  DEPENDS ${web_packages}
  COMMENT "Installing what builds the HTML report"
  VERBATIM)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/generated/ReportTemplate.inc
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${web}/src
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${CMAKE_SOURCE_DIR}/web/src ${web}/src
  COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/web/index.html ${CMAKE_SOURCE_DIR}/web/tsconfig.json
          ${CMAKE_SOURCE_DIR}/web/build.js ${web}
  COMMAND ${PVLINT_NPM} run build --prefix ${web} --silent
  COMMAND ${CMAKE_COMMAND} -DIN=${web}/dist/index.html -DOUT=${CMAKE_BINARY_DIR}/generated/ReportTemplate.inc
          -P ${CMAKE_SOURCE_DIR}/cmake/EmbedBytes.cmake
  DEPENDS ${web_files} ${web}/node_modules/.package-lock.json ${CMAKE_SOURCE_DIR}/cmake/EmbedBytes.cmake
  COMMENT "Building the HTML report"
  VERBATIM)
add_custom_target(pvlint-web DEPENDS ${CMAKE_BINARY_DIR}/generated/ReportTemplate.inc)
