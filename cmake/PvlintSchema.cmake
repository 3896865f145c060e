# The schema of flow files becomes a header that lib/ir/binary includes, in a folder
# of its own so that it counts as a system header. FlatBuffers is used as a
# header too: nothing is linked.
#
#   pvlint-schema         the target that makes the header
#   PVLINT_SCHEMA_DIR     where it is
#   FLATBUFFERS_INCLUDE   where flatbuffers/flatbuffers.h is
find_program(FLATC flatc)
if(NOT FLATC)
  message(FATAL_ERROR "flatc is needed: apt-get install flatbuffers-compiler")
endif()
find_path(FLATBUFFERS_INCLUDE flatbuffers/flatbuffers.h)
if(NOT FLATBUFFERS_INCLUDE)
  message(FATAL_ERROR
    "FlatBuffers' headers are needed: apt-get install libflatbuffers-dev")
endif()

set(PVLINT_SCHEMA_DIR ${CMAKE_BINARY_DIR}/generated/schema)
add_custom_command(
  OUTPUT ${PVLINT_SCHEMA_DIR}/File_generated.h
  COMMAND ${FLATC} --cpp -o ${PVLINT_SCHEMA_DIR}
          ${CMAKE_SOURCE_DIR}/lib/ir/binary/File.fbs
  DEPENDS ${CMAKE_SOURCE_DIR}/lib/ir/binary/File.fbs
  COMMENT "Generating the header of flow files"
  VERBATIM)
add_custom_target(pvlint-schema DEPENDS ${PVLINT_SCHEMA_DIR}/File_generated.h)
