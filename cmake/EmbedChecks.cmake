# cmake -DDIR=docs/checks -DOUT=FOLDER -P EmbedChecks.cmake
#
# Each page DIR/pvops-NAME.md (or pvlint-NAME.md) becomes a row of the registry. Its name says which function runs the check
# (pvops-flags-clobbered: flagsClobbered), and its first lines, between two "---", what is known of it:
#
#   FOLDER/CheckRows.inc    CHECK(function, "name", "clause", "summary") for each page, by name
#   FOLDER/CheckPages.inc   the bytes of each page, as functionPage
cmake_policy(VERSION 3.25)
file(GLOB pages ${DIR}/pvops-*.md ${DIR}/pvlint-*.md)
list(SORT pages)
set(rows "")
set(bytes "")
foreach(page IN LISTS pages)
  get_filename_component(name ${page} NAME_WE)
  string(REGEX REPLACE "^pv(ops|lint)-" "" function ${name})
  foreach(letter a b c d e f g h i j k l m n o p q r s t u v w x y z)
    string(TOUPPER ${letter} upper)
    string(REPLACE "-${letter}" "${upper}" function ${function})
  endforeach()
  foreach(key clause summary)
    file(STRINGS ${page} ${key} REGEX "^${key}: ." LIMIT_COUNT 1 ENCODING UTF-8)
    if("${${key}}" STREQUAL "")
      message(FATAL_ERROR "${page}: no line '${key}: ...' at the beginning")
    endif()
    string(REGEX REPLACE "^${key}: " "" ${key} "${${key}}")
    string(REGEX REPLACE "([\"\\])" "\\\\\\1" ${key} "${${key}}")
  endforeach()
  string(APPEND rows "CHECK(${function}, \"${name}\", \"${clause}\", \"${summary}\")\n")
  file(READ ${page} hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(APPEND bytes "static constexpr unsigned char ${function}Page[] = {\n${hex}\n};\n")
endforeach()
file(WRITE ${OUT}/CheckRows.inc "${rows}")
file(WRITE ${OUT}/CheckPages.inc "${bytes}")
