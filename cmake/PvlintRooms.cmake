# One static library a room (a folder of lib/), once for each LLVM version.
#
#   pvlint_add_room(engine 22 KNOWS values [CLANG] [PRIVATE_HEADERS Rows.h])
#
# What a room may know is what it links, and nothing else can be included: a room's headers are found through a folder of
# their own, build/include/ROOM/, that holds links to them and that only those who link the room have in their search
# path. Headers that are the room's own business get no link there; files of the room include them by their bare name.
# CLANG is for rooms that may include Clang's headers; others have LLVM's alone. docs/architecture.md has the table of
# rooms, which scripts/tables makes from the calls of this function.
#
# Headers of LLVM and Clang that most files of a room include are precompiled, once per LLVM version: reading Clang's is
# most of the work for files that include little else.

# The folder through which the headers of lib/${room} are found: ${CMAKE_BINARY_DIR}/include/${name}.
function(pvlint_link_headers room name)
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/${room}/*.h)
  set(links "")
  foreach(header IN LISTS headers)
    get_filename_component(file ${header} NAME)
    if(NOT file IN_LIST ARGN)
      list(APPEND links ${root}/${room}/${file})
      file(MAKE_DIRECTORY ${root}/${room})
      file(CREATE_LINK ${header} ${root}/${room}/${file} SYMBOLIC)
    endif()
  endforeach()
  # What is no header any more, or has become private.
  file(GLOB old ${root}/${room}/*.h)
  if(old AND links)
    list(REMOVE_ITEM old ${links})
  endif()
  if(old)
    file(REMOVE ${old})
  endif()
endfunction()

set(PVLINT_HOMEPAGE "" CACHE STRING "Where the repository is on the web: links of SARIF reports begin so")

set(PVLINT_LLVM_HEADERS
  <algorithm> <map> <memory> <optional> <string> <tuple> <vector>
  <llvm/ADT/ArrayRef.h> <llvm/ADT/DenseMap.h> <llvm/ADT/DenseSet.h> <llvm/ADT/STLExtras.h> <llvm/ADT/SmallVector.h>
  <llvm/ADT/StringExtras.h> <llvm/ADT/StringMap.h> <llvm/ADT/StringRef.h> <llvm/Support/Error.h> <llvm/Support/JSON.h>
  <llvm/Support/raw_ostream.h>)
set(PVLINT_CLANG_HEADERS
  <clang/AST/ASTContext.h> <clang/AST/Expr.h> <clang/AST/Stmt.h> <clang/Analysis/CFG.h>
  <clang/Frontend/CompilerInstance.h>)

# The first room without Clang, ir, and the first one with it, extract, keep the precompiled headers of the others: they
# are below all the others, so nobody waits for more than it links.
function(pvlint_precompile target version)
  set(owner pvlint-ir-${version})
  set(headers ${PVLINT_LLVM_HEADERS})
  if("CLANG" IN_LIST ARGN)
    set(owner pvlint-extract-${version})
    list(APPEND headers ${PVLINT_CLANG_HEADERS})
  endif()
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${headers})
    return()
  endif()
  target_precompile_headers(${target} REUSE_FROM ${owner})
  # Programs are compiled as libraries are (CMake would say -fPIE), or the compiler refuses what was precompiled.
  get_target_property(type ${target} TYPE)
  if(type STREQUAL EXECUTABLE)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
endfunction()

function(pvlint_add_room room version)
  cmake_parse_arguments(ROOM "CLANG" "" "KNOWS;PRIVATE_HEADERS" ${ARGN})
  string(REPLACE "/" "-" name ${room})
  set(target pvlint-${name}-${version})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/${room}/*.cpp)
  add_library(${target} STATIC ${sources})
  pvlint_llvm_headers(${target} ${version})
  pvlint_link_headers(${room} ${name} ${ROOM_PRIVATE_HEADERS})
  target_include_directories(${target} PUBLIC ${CMAKE_BINARY_DIR}/include/${name})
  foreach(known IN LISTS ROOM_KNOWS)
    string(REPLACE "/" "-" known ${known})
    target_link_libraries(${target} PUBLIC pvlint-${known}-${version})
  endforeach()
  if(ROOM_CLANG)
    pvlint_precompile(${target} ${version} CLANG)
  else()
    pvlint_precompile(${target} ${version})
  endif()
endfunction()

# What is built once per LLVM version: all that the plugins consist of.
function(pvlint_add_engine version)
  pvlint_add_room(ir ${version} PRIVATE_HEADERS Addresses.h BlockFolding.h)
  pvlint_add_room(contract ${version} KNOWS ir PRIVATE_HEADERS Reader.h)
  pvlint_add_room(ir/binary ${version} KNOWS contract)
  pvlint_add_room(values ${version} KNOWS contract)
  pvlint_add_room(x86 ${version} KNOWS values PRIVATE_HEADERS Arithmetic.h AsmNumber.h)
  pvlint_add_room(engine ${version} KNOWS values PRIVATE_HEADERS Simulator.h)
  pvlint_add_room(judge ${version} KNOWS engine
                  PRIVATE_HEADERS Bypass.h Declarations.h Entries.h Exits.h Judge.h Reads.h Restores.h Slots.h Words.h)
  pvlint_add_room(program ${version} KNOWS judge ir/binary)
  pvlint_add_room(checks ${version} KNOWS judge)
  pvlint_add_room(rules ${version} KNOWS checks)
  pvlint_add_room(report ${version} KNOWS checks)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/lib/report/Sarif.cpp PROPERTIES COMPILE_DEFINITIONS
                              PVLINT_HOMEPAGE="${PVLINT_HOMEPAGE}")
  pvlint_add_room(extract ${version} KNOWS x86 CLANG)
  pvlint_add_room(frontend ${version} KNOWS extract rules program report CLANG)

  set(generated ${CMAKE_BINARY_DIR}/generated)
  add_dependencies(pvlint-contract-${version} pvlint-contracts)
  target_include_directories(pvlint-contract-${version} PRIVATE ${generated})
  add_dependencies(pvlint-ir-binary-${version} pvlint-schema)
  target_include_directories(pvlint-ir-binary-${version} SYSTEM PRIVATE
                             ${PVLINT_SCHEMA_DIR} ${FLATBUFFERS_INCLUDE})
  target_compile_definitions(pvlint-ir-binary-${version} PRIVATE
                             PVLINT_VERSION="${PROJECT_VERSION}")
  add_dependencies(pvlint-checks-${version} pvlint-check-pages)
  target_include_directories(pvlint-checks-${version} PRIVATE ${generated})
  if(PVLINT_WITH_HTML)
    add_dependencies(pvlint-report-${version} pvlint-web)
    target_include_directories(pvlint-report-${version} PRIVATE ${generated})
    target_compile_definitions(pvlint-report-${version} PRIVATE PVLINT_WITH_HTML)
  endif()
endfunction()
