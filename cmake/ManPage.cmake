# Makes the man page: each line "@usage SUBCOMMAND@" of the source becomes what
# `pvlint help SUBCOMMAND` prints, so that the page cannot lag behind.
#
#   cmake -DPVLINT=… -DSOURCE=pvlint.1.in -DOUTPUT=pvlint.1.gz -DGZIP=…
#         -P ManPage.cmake
cmake_policy(VERSION 3.25)
file(READ ${SOURCE} page)
string(REGEX MATCHALL "@usage [a-z]+@" places "${page}")
foreach(place IN LISTS places)
  string(REGEX REPLACE "@usage ([a-z]+)@" "\\1" subcommand ${place})
  execute_process(COMMAND ${PVLINT} help ${subcommand} OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  # What roff would take as its own: backslashes, and a dot or ' in front.
  string(REPLACE "\\" "\\e" text "${text}")
  string(REPLACE "-" "\\-" text "${text}")
  string(REPLACE "…" "..." text "${text}")
  string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" text "${text}")
  string(REGEX REPLACE "\n+$" "" text "${text}")
  string(REPLACE "${place}" "${text}" page "${page}")
endforeach()
string(REGEX REPLACE "\\.gz$" "" plain ${OUTPUT})
file(WRITE ${plain} "${page}")
# Without name and time, so that the same page gives the same file.
execute_process(COMMAND ${GZIP} -9nf ${plain} COMMAND_ERROR_IS_FATAL ANY)
