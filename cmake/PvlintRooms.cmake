# One static library a room (a folder of lib/), once for each LLVM version.
#
#   pvlint_add_room(engine 22 KNOWS values [PRIVATE_HEADERS Rows.h])
#
# What a room may know is what it links, and nothing else can be included: a room's headers are found through a folder of
# their own, build/include/ROOM/, that holds links to them and that only those who link the room have in their search
# path. Headers that are the room's own business get no link there; files of the room include them by their bare name.
# docs/architecture.md has the table of rooms, which scripts/tables makes from the calls of this function.

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

function(pvlint_add_room room version)
  cmake_parse_arguments(ROOM "" "" "KNOWS;PRIVATE_HEADERS" ${ARGN})
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
endfunction()

# What is built once per LLVM version: all that the plugins consist of.
function(pvlint_add_engine version)
  pvlint_add_room(ir ${version})
  pvlint_add_room(contract ${version} KNOWS ir PRIVATE_HEADERS Reader.h)
  pvlint_add_room(ir/text ${version} KNOWS contract PRIVATE_HEADERS Lexer.h Parser.h)
  pvlint_add_room(ir/binary ${version} KNOWS contract)
  pvlint_add_room(values ${version} KNOWS contract)
  pvlint_add_room(x86 ${version} KNOWS values PRIVATE_HEADERS AsmNumber.h AsmRegisters.h)
  pvlint_add_room(engine ${version} KNOWS values PRIVATE_HEADERS Simulator.h)
  pvlint_add_room(judge ${version} KNOWS engine
                  PRIVATE_HEADERS Bypass.h Declarations.h Entries.h Exits.h Judge.h Reads.h Restores.h Slots.h Words.h)
  pvlint_add_room(program ${version} KNOWS judge ir/binary)
  pvlint_add_room(checks ${version} KNOWS judge)
  pvlint_add_room(rules ${version} KNOWS checks)
  pvlint_add_room(report ${version} KNOWS checks)
  pvlint_add_room(extract ${version} KNOWS x86)
  pvlint_add_room(frontend ${version} KNOWS extract rules program)

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
  foreach(room extract frontend)
    target_precompile_headers(pvlint-${room}-${version} PRIVATE
      <clang/AST/ASTContext.h> <clang/AST/Expr.h> <clang/AST/Stmt.h>
      <clang/Analysis/CFG.h> <clang/Frontend/CompilerInstance.h>)
  endforeach()
endfunction()
