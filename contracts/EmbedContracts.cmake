# cmake -DDIR=contracts -DOUT=EmbeddedContracts.inc -P EmbedContracts.cmake
#
# Writes one array element {"name", R"(text)"} for each DIR/name.yaml. Comments
# are blanked, not dropped, so that line numbers stay true. A literal is cut
# before it exceeds what every compiler accepts.

set(limit 8192)
set(result "")
file(GLOB files ${DIR}/*.yaml)
list(SORT files)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WLE)
  file(READ ${file} text)
  string(REGEX REPLACE "(^|\n) *#[^\n]*" "\\1" text "${text}")
  string(APPEND result "{\"${name}\",\n")
  string(LENGTH "${text}" left)
  while(left GREATER limit)
    string(SUBSTRING "${text}" 0 ${limit} head)
    string(SUBSTRING "${text}" ${limit} -1 text)
    string(APPEND result "R\"yaml(${head})yaml\"\n")
    string(LENGTH "${text}" left)
  endwhile()
  string(APPEND result "R\"yaml(${text})yaml\"},\n")
endforeach()
file(WRITE ${OUT} "${result}")
